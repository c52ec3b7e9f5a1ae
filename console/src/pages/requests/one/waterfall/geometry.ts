import type {
  Attempt,
  Span,
} from '../../../../../../scripts/console/contract.ts';

/** What the width of all bars stands for, in milliseconds from the start. */
export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** A bar within its track, in percent of its width. */
export interface Bar {
  left: number;
  width: number;
}

/** The start of Node ends before the invocation begins. */
export function timeRange({
  durationMs,
  initMs,
  spans,
}: Pick<Attempt, 'durationMs' | 'initMs' | 'spans'>): TimeRange {
  const ends = spans.map((span) => span.startMs + (span.durationMs ?? 0));
  return {
    fromMs: 0 - (initMs ?? 0),
    toMs: Math.max(1, durationMs ?? 0, ...ends),
  };
}

/** Never outside the track; a short one is made visible by the CSS. */
export function barOf(startMs: number, endMs: number, range: TimeRange): Bar {
  const left = percentOf(startMs, range);
  return { left, width: percentOf(endMs, range) - left };
}

/** A call without a response goes up to now. */
export function endOf({ startMs, durationMs }: Span, range: TimeRange): number {
  return durationMs === null ? range.toMs : startMs + durationMs;
}

export function percentOf(ms: number, { fromMs, toMs }: TimeRange): number {
  const percent = ((ms - fromMs) / (toMs - fromMs)) * 100;
  return Math.min(100, Math.max(0, percent));
}

/** Round times, about `count` of them, the beginning among them. */
export function ticksOf({ fromMs, toMs }: TimeRange, count: number): number[] {
  const step = roundUp((toMs - fromMs) / count);
  const first = Math.ceil(fromMs / step);
  const last = Math.floor(toMs / step);
  return Array.from(
    { length: last - first + 1 },
    (_, index) => (first + index) * step,
  );
}

/** To 1, 2 or 5 times a power of ten. */
function roundUp(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  const factor = [1, 2, 5, 10].find((each) => each * power >= ms) ?? 10;
  return factor * power;
}
