import type { LoggedError } from './logged-error.ts';

export const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

/** One message of the log, whichever program wrote it. */
export interface LogEntry {
  level: Level;
  /** The level, or what kind of line it is: `START`, `METRIC`. */
  label: string;
  /** True for a line of the Lambda service, and for metrics. */
  isBackground: boolean;
  /** When it was written, if the message has that, in milliseconds since the epoch. */
  time: number | undefined;
  requestId: string | undefined;
  text: string;
  fields: Record<string, unknown>;
  error: LoggedError | undefined;
}

export function levelOf(label: string): Pick<LogEntry, 'level' | 'label'> {
  return { level: ranks[label.toLowerCase()] ?? 'info', label };
}

const ranks: Record<string, Level> = {
  trace: 'debug',
  debug: 'debug',
  warn: 'warn',
  error: 'error',
  critical: 'error',
  fatal: 'error',
};
