import type { LogEntry } from './entry.ts';
import { readConsoleLine, readLoggerLine } from './function-lines.ts';
import { readServiceError, readServiceLine } from './service-lines.ts';

/** Parses a message; one in an unknown format becomes text. */
export function parseMessage(message: string): LogEntry {
  const line = message.trimEnd();
  return {
    // No logger wrote it, which is unexpected, so it counts as a warning.
    level: 'warn',
    label: 'OUTPUT',
    isBackground: false,
    time: undefined,
    requestId: undefined,
    text: line,
    fields: {},
    error: undefined,
    ...(readServiceLine(line) ??
      readLoggerLine(line) ??
      readConsoleLine(line) ??
      readServiceError(line)),
  };
}
