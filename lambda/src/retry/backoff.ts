const firstCeilingMs = 50;
const maxCeilingMs = 1_000;

/**
 * Full jitter: returns a random pause from 1 ms up to a ceiling that doubles
 * with each retry. `retry` starts at 1; `random` returns a number in [0, 1).
 */
export function fullJitterMs(retry: number, random: () => number): number {
  const ceilingMs = Math.min(maxCeilingMs, firstCeilingMs * 2 ** (retry - 1));
  return 1 + Math.floor(random() * ceilingMs);
}
