import type { LogEntry } from '../../pipeline/log/entry.ts';
import { parseObject } from '../../pipeline/log/json-object.ts';
import type { LogEvent } from '../../pipeline/log/log-group.ts';
import type { LogLine } from '../contract.ts';

const levels = {
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const;

export function toLogLine(event: LogEvent, entry: LogEntry): LogLine {
  const message = event.message.trimEnd();
  const fields = parseObject(message) ?? null;
  return {
    time: new Date(event.time).toISOString(),
    level: levels[entry.level],
    requestId: entry.requestId ?? null,
    // Metrics have no text: they are all fields.
    message: entry.text || (fields ? entry.label : message),
    fields,
  };
}
