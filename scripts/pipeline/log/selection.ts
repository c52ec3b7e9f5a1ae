import { type Level, type LogEntry, levels } from './entry.ts';
import type { LogEvent } from './log-group.ts';

export interface Line {
  event: LogEvent;
  entry: LogEntry;
}

export interface Wanted {
  LEVEL: Level;
  /** The first characters of a request id. */
  REQUEST?: string | undefined;
  /** In milliseconds since the epoch. */
  SINCE?: number | undefined;
}

/**
 * Selects the lines to show. A request that was named is complete: if it reaches
 * into the time that was asked for, its earlier lines are shown as well.
 */
export class Selection {
  readonly #wanted: Wanted;
  /** The lines of named requests that are too early so far, by request id. */
  readonly #early = new Map<string, Line[]>();

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** The lines that may be shown now that this one was read, in order. */
  add(line: Line): Line[] {
    const { LEVEL, REQUEST, SINCE = 0 } = this.#wanted;
    const { event, entry } = line;
    const id = entry.requestId;
    if (REQUEST !== undefined && !id?.startsWith(REQUEST.toLowerCase())) {
      return [];
    }
    const isShown = levels.indexOf(entry.level) >= levels.indexOf(LEVEL);
    const own = isShown ? [line] : [];
    if (REQUEST === undefined || id === undefined) {
      return event.time >= SINCE ? own : [];
    }
    const earlier = this.#early.get(id) ?? [];
    if (event.time >= SINCE) {
      this.#early.delete(id);
      return [...earlier, ...own];
    }
    if (entry.label === 'REPORT') {
      // It ended before that time.
      this.#early.delete(id);
    } else {
      this.#early.set(id, [...earlier, ...own]);
    }
    return [];
  }
}
