const firstCeilingMs = 50;
const highestCeilingMs = 1_000;

/**
 * Full jitter: a pause from 1 ms up to a ceiling that doubles with each retry,
 * counted from 1. `random` gives a number from 0 up to, not including, 1.
 */
export function fullJitterMs(retry: number, random: () => number): number {
  const ceilingMs = Math.min(
    highestCeilingMs,
    firstCeilingMs * 2 ** (retry - 1),
  );
  return 1 + Math.floor(random() * ceilingMs);
}
