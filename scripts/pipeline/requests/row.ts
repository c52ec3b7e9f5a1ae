import type { styleText } from 'node:util';
import type { Scale } from './bar.ts';

/** One style, to be combined with others. */
export type Style = Exclude<
  Parameters<typeof styleText>[0],
  readonly unknown[]
>;

/** A line of a waterfall: a call, a line of the log, or what Lambda did before. */
export interface Row {
  startMs: number;
  name: string;
  bar(scale: Scale): string;
  /** Right of the bar; for a line of the log, next to its point in time. */
  text: string;
  isLog: boolean;
  style: Style;
  /** On separate lines. */
  details: string[];
}

/** The columns right of a bar; `time` holds `1234 ms`. */
export const widths = { time: 8, result: 5 };
