import { describe, expect, it } from 'vitest';
import {
  call,
  recorded,
} from '../../../../../../scripts/pipeline/requests/test-support/recorded.ts';
import { barOf, endOf, percentOf, ticksOf, timeRange } from './geometry.ts';

const range = { fromMs: 0, toMs: 1000 };

describe('timeRange', () => {
  it('starts with the start of Node and ends with the last call', () => {
    const spans = [call({ startMs: 900, durationMs: 300 })];

    expect(timeRange(recorded({ durationMs: 1000, spans }))).toEqual({
      fromMs: 0,
      toMs: 1200,
    });
    expect(timeRange(recorded({ initMs: 400 })).fromMs).toBe(-400);
  });

  it('is never empty', () => {
    const { fromMs, toMs } = timeRange(recorded({ durationMs: null }));

    expect(toMs).toBeGreaterThan(fromMs);
  });
});

describe('barOf', () => {
  it('is in percent of the track', () => {
    expect(barOf(250, 750, range)).toEqual({ left: 25, width: 50 });
    expect(barOf(-1000, 0, { fromMs: -1000, toMs: 1000 })).toEqual({
      left: 0,
      width: 50,
    });
  });

  it('never leaves the track', () => {
    expect(barOf(-50, 2000, range)).toEqual({ left: 0, width: 100 });
    expect(percentOf(5000, range)).toBe(100);
  });

  it('goes up to the end for a call without a response', () => {
    const running = call({ startMs: 500, durationMs: null });

    expect(barOf(500, endOf(running, range), range)).toEqual({
      left: 50,
      width: 50,
    });
  });
});

describe('ticksOf', () => {
  it.each([
    [0, 1000, [0, 200, 400, 600, 800, 1000]],
    [0, 62, [0, 20, 40, 60]],
    [-684, 640, [-500, 0, 500]],
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 7300, [0, 2000, 4000, 6000]],
  ])('from %i to %i ms are round', (fromMs, toMs, expected) => {
    const ticks = ticksOf({ fromMs, toMs }, 5);

    expect(ticks).toHaveLength(expected.length);
    for (const [index, ms] of expected.entries()) {
      expect(ticks[index]).toBeCloseTo(ms, 6);
    }
  });

  it('has no negative zero', () => {
    expect(ticksOf({ fromMs: -1, toMs: 100 }, 5)[0]).toBe(0);
  });
});
