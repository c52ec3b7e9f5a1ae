import { describe, expect, it } from 'vitest';
import type { RequestSummary } from '../../../../../scripts/console/contract.ts';
import { toBuckets } from './buckets.ts';
import { describeBuckets } from './describe-buckets.ts';

const beginMs = Date.parse('2026-11-27T09:00:00.000Z');

const request = (
  startMs: number,
  durationMs: number | null,
  items: number | null = 1,
): RequestSummary => ({
  id: String(startMs),
  seq: startMs,
  function: 'generator',
  account: '000000000000',
  startedAt: new Date(beginMs + startMs).toISOString(),
  durationMs,
  attempt: 1,
  invocationType: 'RequestResponse',
  cold: false,
  initMs: null,
  status: durationMs === null ? 'running' : 'ok',
  error: null,
  payload: '{}',
  calls: 2,
  denied: 0,
  faults: 0,
  retries: 0,
  items,
});

const all = (requests: RequestSummary[]) =>
  toBuckets(requests, { lastMs: undefined, nowMs: beginMs + 3_600_000 });

describe('toBuckets', () => {
  it('counts a request in the second in which it ended', () => {
    const { widthS, buckets } = all([request(900, 200, 10), request(100, 50)]);

    expect(widthS).toBe(1);
    expect(buckets.map(({ paymentsPerS }) => paymentsPerS)).toEqual([1, 10]);
    expect(buckets[0]?.x).toBe(beginMs / 1000);
  });

  it('has no percentile, but a rate, where no request ended', () => {
    const { buckets } = all([request(0, 10), request(2000, 10)]);

    expect(buckets.map(({ p50Ms }) => p50Ms)).toEqual([10, null, 10]);
    expect(buckets.map(({ paymentsPerS }) => paymentsPerS)).toEqual([1, 0, 1]);
  });

  it('returns percentiles of the durations', () => {
    const requests = Array.from({ length: 20 }, (_, index) =>
      request(0, (index + 1) * 10),
    );

    const [bucket] = all(requests).buckets;

    expect([bucket?.p50Ms, bucket?.p95Ms]).toEqual([100, 190]);
  });

  it('leaves out requests that run, and counts those without items as none', () => {
    const { buckets } = all([request(0, null), request(0, 10, null)]);

    expect(buckets).toMatchObject([{ requests: 1, payments: 0 }]);
  });

  it('has at most 91 buckets, however long the time', () => {
    for (const hours of [0.1, 1, 30, 1000, 100_000]) {
      const { buckets, widthS } = all([
        request(0, 1),
        request(hours * 3_600_000, 1),
      ]);

      expect(buckets.length).toBeLessThanOrEqual(92);
      expect(buckets.reduce((sum, each) => sum + each.requests, 0)).toBe(2);
      expect(buckets[1]?.x).toBe((buckets[0]?.x ?? 0) + widthS);
    }
  });

  it('shows the last minutes up to now, and nothing older', () => {
    const { buckets, durations } = toBuckets(
      [request(0, 9), request(590_000, 1)],
      {
        lastMs: 60_000,
        nowMs: beginMs + 600_000,
      },
    );

    expect(buckets[0]?.x).toBe(beginMs / 1000 + 540);
    expect(buckets.at(-1)?.x).toBe(beginMs / 1000 + 600);
    expect(durations).toEqual([1]);
    expect(buckets.reduce((sum, each) => sum + each.requests, 0)).toBe(1);
  });

  it('is empty without requests that have ended', () => {
    expect(all([request(0, null)]).buckets).toEqual([]);
  });
});

describe('describeBuckets', () => {
  it('says what the plot shows', () => {
    const text = describeBuckets(
      all([request(0, 10, 100), request(100, 30, 20), request(3000, 20, 1)]),
    );

    expect(text).toBe(
      '3 requests and 121 payments in 4 s: at most 120 payments/s; duration p50 20 ms, p95 30 ms.',
    );
  });
});
