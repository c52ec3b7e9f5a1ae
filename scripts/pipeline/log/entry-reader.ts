import type { LogEntry } from './entry.ts';
import type { LogEvent } from './log-group.ts';
import { parseMessage } from './message.ts';

/** Parses events; a line that names no request gets the one it was written in. */
export class EntryReader {
  /** The current request of each execution environment. */
  readonly #current = new Map<string, string>();

  read({
    time,
    stream,
    message,
  }: Omit<LogEvent, 'time'> & { time?: number }): LogEntry {
    const parsed = parseMessage(message);
    if (parsed.label === 'START' && parsed.requestId) {
      this.#current.set(stream, parsed.requestId);
    }
    const requestId = parsed.requestId ?? this.#current.get(stream);
    if (parsed.label === 'REPORT') {
      this.#current.delete(stream);
    }
    return { ...parsed, requestId, time: time ?? parsed.time };
  }
}
