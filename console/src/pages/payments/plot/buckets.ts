import type { RequestSummary } from '../../../../../scripts/console/contract.ts';
import { percentile } from '../../../../../scripts/guarantees/load/percentile.ts';

/** What happened during a part of the time, `x` to `x + widthS`. */
export interface Bucket {
  /** In seconds since the epoch. */
  x: number;
  requests: number;
  payments: number;
  paymentsPerS: number;
  /** Of the requests that have ended; null if none has. */
  p50Ms: number | null;
  p95Ms: number | null;
}

export interface Buckets {
  widthS: number;
  buckets: Bucket[];
  /** Of all of them, in milliseconds. */
  durations: number[];
}

const widthsS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200,
];
const maxBuckets = 90;
const dayS = 86_400;

/**
 * Requests by the time at which they ended.
 *
 * @param lastMs the length of time up to `nowMs`; undefined for all requests.
 */
export function toBuckets(
  requests: Iterable<RequestSummary>,
  { lastMs, nowMs }: { lastMs: number | undefined; nowMs: number },
): Buckets {
  const since =
    lastMs === undefined ? Number.NEGATIVE_INFINITY : nowMs - lastMs;
  const ended = [...requests].flatMap((request) => {
    const endMs = endOf(request);
    return endMs === undefined || endMs < since ? [] : [{ request, endMs }];
  });
  if (ended.length === 0) {
    return { widthS: 1, buckets: [], durations: [] };
  }
  const firstMs = lastMs === undefined ? earliest(ended) : since;
  const untilMs = lastMs === undefined ? latest(ended) : nowMs;
  const widthS = widthFor((untilMs - firstMs) / 1000);
  const byX = Map.groupBy(ended, ({ endMs }) => startOf(endMs, widthS));
  const buckets: Bucket[] = [];
  const lastX = startOf(untilMs, widthS);
  for (let x = startOf(firstMs, widthS); x <= lastX; x += widthS) {
    buckets.push(toBucket(x, widthS, byX.get(x) ?? []));
  }
  return { widthS, buckets, durations: ended.map(durationOf) };
}

interface Ended {
  request: RequestSummary;
  endMs: number;
}

function endOf({ startedAt, durationMs }: RequestSummary): number | undefined {
  return durationMs === null ? undefined : Date.parse(startedAt) + durationMs;
}

const durationOf = ({ request }: Ended) => request.durationMs ?? 0;
const earliest = (ended: Ended[]) =>
  ended.reduce((min, { endMs }) => Math.min(min, endMs), Infinity);
const latest = (ended: Ended[]) =>
  ended.reduce((max, { endMs }) => Math.max(max, endMs), -Infinity);

/** The shortest width with few enough buckets. */
function widthFor(spanS: number): number {
  return (
    widthsS.find((width) => spanS / width <= maxBuckets) ??
    Math.ceil(spanS / maxBuckets / dayS) * dayS
  );
}

function startOf(timeMs: number, widthS: number): number {
  return Math.floor(timeMs / 1000 / widthS) * widthS;
}

function toBucket(x: number, widthS: number, ended: Ended[]): Bucket {
  const durations = ended.map(durationOf);
  const payments = ended.reduce(
    (sum, { request }) => sum + (request.items ?? 0),
    0,
  );
  const has = durations.length > 0;
  return {
    x,
    requests: ended.length,
    payments,
    paymentsPerS: payments / widthS,
    p50Ms: has ? percentile(durations, 0.5) : null,
    p95Ms: has ? percentile(durations, 0.95) : null,
  };
}
