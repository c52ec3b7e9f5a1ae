import { percentile } from '../../../../../scripts/guarantees/load/percentile.ts';
import { formatMs } from '../../../../../scripts/pipeline/requests/duration.ts';
import type { Buckets } from './buckets.ts';

/** The plot in words, for those who do not see it. */
export function describeBuckets({
  buckets,
  widthS,
  durations,
}: Buckets): string {
  const sum = (key: 'requests' | 'payments') =>
    buckets.reduce((total, bucket) => total + bucket[key], 0);
  const maxRate = buckets.reduce(
    (max, { paymentsPerS }) => Math.max(max, paymentsPerS),
    0,
  );
  return (
    `${count(sum('requests'), 'request')} and ${count(sum('payments'), 'payment')} ` +
    `in ${formatSpan(buckets.length * widthS)}: ` +
    `at most ${formatRate(maxRate)} payments/s; ` +
    `duration p50 ${formatMs(percentile(durations, 0.5))}, ` +
    `p95 ${formatMs(percentile(durations, 0.95))}.`
  );
}

export function formatRate(perS: number): string {
  return perS >= 10 || Number.isInteger(perS)
    ? Math.round(perS).toLocaleString('en')
    : perS.toFixed(perS < 0.1 ? 3 : 1);
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function formatSpan(seconds: number): string {
  if (seconds < 120) {
    return `${seconds} s`;
  }
  return seconds < 7200
    ? `${Math.round(seconds / 60)} min`
    : `${Math.round(seconds / 3600)} h`;
}
