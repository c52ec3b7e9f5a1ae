import { describe, expect, it } from 'vitest';
import { fullJitterMs } from './backoff.ts';

const maxDraw = () => 1 - Number.EPSILON;
const minDraw = () => 0;

describe('fullJitterMs', () => {
  it('doubles the maximum pause with each retry, up to one second', () => {
    const pauses = [1, 2, 3, 5, 6, 2_000].map((retry) =>
      fullJitterMs(retry, maxDraw),
    );

    expect(pauses).toEqual([50, 100, 200, 800, 1_000, 1_000]);
  });

  it('always pauses, so that the deadline bounds the number of retries', () => {
    expect(fullJitterMs(1, minDraw)).toBe(1);
  });
});
