import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { RequestSummary } from '../../../../../scripts/console/contract.ts';
import { type Bucket, toBuckets } from './buckets.ts';
import { describeBuckets, formatRate } from './describe-buckets.ts';
import { Plot } from './plot.tsx';

const spans = [
  { title: '5 min', lastMs: 300_000 },
  { title: '1 h', lastMs: 3_600_000 },
  { title: 'All', lastMs: undefined },
] as const;

const tickMs = 5000;

/** Payments in a second and the durations of the requests that wrote them, over time. */
export function Throughput({
  requests,
}: {
  requests: readonly RequestSummary[];
}) {
  const span = useSignal<(typeof spans)[number]>(spans[2]);
  const nowMs = useNow();
  const { lastMs } = span.value;
  const content = useMemo(
    () => toBuckets(requests, { lastMs, nowMs }),
    [requests, lastMs, lastMs && nowMs],
  );
  const isEmpty = content.buckets.length === 0;
  const text = isEmpty ? 'No request has ended.' : describeBuckets(content);
  return (
    <details class="box throughput" open>
      <summary>
        <h2>Throughput and latency</h2>
      </summary>
      <div class="throughput-head">
        <p class="quiet">{text}</p>
        <fieldset class="status-filter">
          <legend class="unseen">Time shown</legend>
          {spans.map((each) => (
            <button
              key={each.title}
              type="button"
              class="button small"
              aria-pressed={each === span.value}
              onClick={() => {
                span.value = each;
              }}
            >
              {each.title}
            </button>
          ))}
        </fieldset>
      </div>
      {!isEmpty && (
        <>
          <Plot
            buckets={content.buckets}
            widthS={content.widthS}
            label={text}
          />
          <AsTable buckets={content.buckets} />
        </>
      )}
    </details>
  );
}

function useNow(): number {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, tickMs);
    return () => clearInterval(timer);
  }, [now]);
  return now.value;
}

/** The same for those who do not see the plot, and for exact numbers. */
function AsTable({ buckets }: { buckets: readonly Bucket[] }) {
  const isOpen = useSignal(false);
  return (
    <details
      class="as-table"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>As a table</summary>
      {isOpen.value && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
        <section class="scrolls" tabIndex={0} aria-label="Values of the plot">
          <table>
            <thead>
              <tr>
                <th scope="col">From (UTC)</th>
                <th scope="col">Requests</th>
                <th scope="col">Payments/s</th>
                <th scope="col">p50 ms</th>
                <th scope="col">p95 ms</th>
              </tr>
            </thead>
            <tbody>
              {buckets
                .filter(({ requests }) => requests > 0)
                .toReversed()
                .map((bucket) => (
                  <tr key={bucket.x}>
                    <td>
                      {new Date(bucket.x * 1000)
                        .toISOString()
                        .slice(0, 19)
                        .replace('T', ' ')}
                    </td>
                    <td>{bucket.requests}</td>
                    <td>{formatRate(bucket.paymentsPerS)}</td>
                    <td>{formatRate(bucket.p50Ms ?? 0)}</td>
                    <td>{formatRate(bucket.p95Ms ?? 0)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
