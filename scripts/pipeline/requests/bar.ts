const block = '█';
/** A block filled from the left by so many eighths. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** What the width of all bars stands for, in milliseconds from the start. */
export interface Scale {
  fromMs: number;
  toMs: number;
  cells: number;
}

/** A bar that starts in the right cell and has its length to an eighth of one. */
export function formatBar(
  startMs: number,
  endMs: number,
  { fromMs, toMs, cells }: Scale,
): string {
  const perMs = cells / Math.max(1, toMs - fromMs);
  const inside = (ms: number) =>
    Math.min(cells, Math.max(0, (ms - fromMs) * perMs));
  // Never outside, and never invisible.
  const first = Math.min(cells - 1, Math.floor(inside(startMs)));
  const length = Math.max(
    1,
    Math.round(Math.min(cells - first, inside(endMs) - inside(startMs)) * 8),
  );
  const bar = block.repeat(Math.floor(length / 8)) + eighths[length % 8];
  return `${' '.repeat(first)}${bar}`.padEnd(cells);
}

/** A point in time. */
export function formatPoint(ms: number, scale: Scale): string {
  return formatBar(ms, ms, scale).replace(/\S/, '·');
}
