import { describe, expect, it } from 'vitest';
import { fullJitterMs } from './backoff.ts';

const longestDraw = () => 1 - Number.EPSILON;
const shortestDraw = () => 0;

describe('fullJitterMs', () => {
  it('doubles its ceiling with each retry, up to a second', () => {
    const pauses = [1, 2, 3, 5, 6, 2_000].map((retry) =>
      fullJitterMs(retry, longestDraw),
    );

    expect(pauses).toEqual([50, 100, 200, 800, 1_000, 1_000]);
  });

  it('always pauses, so that retries are bounded by time', () => {
    expect(fullJitterMs(1, shortestDraw)).toBe(1);
  });
});
