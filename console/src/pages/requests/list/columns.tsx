import type { RequestSummary } from '../../../../../scripts/console/contract.ts';
import { formatMs } from '../../../../../scripts/pipeline/requests/duration.ts';
import { Verdict } from '../../../parts/verdict.tsx';
import type { Column } from '../../../parts/virtual-table/column.ts';

const shortId = 8;

export const columns: readonly Column<RequestSummary>[] = [
  {
    key: 'status',
    title: 'Status',
    width: '78px',
    line: 1,
    cell: (request) => <Verdict status={request.status} />,
  },
  {
    key: 'id',
    title: 'Request',
    width: '108px',
    line: 1,
    fills: true,
    cell: Id,
  },
  {
    key: 'payload',
    title: 'Payload, error',
    width: 'minmax(120px, 1fr)',
    line: 2,
    fills: true,
    cell: Payload,
  },
  {
    key: 'duration',
    title: 'Duration',
    width: '74px',
    align: 'end',
    line: 1,
    cell: ({ durationMs }) => formatMs(durationMs),
  },
  {
    key: 'items',
    title: 'Payments',
    width: '74px',
    align: 'end',
    cell: ({ items }) => orDash(items ?? 0),
  },
  {
    key: 'calls',
    title: 'Calls',
    width: '44px',
    align: 'end',
    cell: ({ calls }) => orDash(calls),
  },
  {
    key: 'events',
    title: 'Events',
    width: '140px',
    line: 2,
    cell: Events,
  },
  {
    key: 'start',
    title: 'Start',
    width: '40px',
    cell: ({ cold }) => (cold ? 'cold' : <span class="quiet">warm</span>),
  },
  {
    key: 'time',
    title: 'Time UTC',
    width: '104px',
    line: 2,
    cell: ({ startedAt }) => (
      <time class="mono quiet" dateTime={startedAt} title={startedAt}>
        {startedAt.slice(11, 23)}
      </time>
    ),
  },
];

export function linkTo({ id, attempt }: RequestSummary): string {
  return `/requests/${id}?attempt=${attempt}`;
}

function Id(request: RequestSummary) {
  const { id, attempt } = request;
  return (
    <a class="mono" href={linkTo(request)} title={id} tabIndex={-1}>
      {id.slice(0, shortId)}
      {attempt > 1 && <span class="attempt"> #{attempt}</span>}
    </a>
  );
}

function Payload({ payload, error }: RequestSummary) {
  return (
    <span title={error ? `${error.type}: ${error.message}` : payload}>
      {error && <strong class="error-type">{error.type}</strong>}{' '}
      <span class="mono">{payload}</span>
    </span>
  );
}

/** Only what happened: zeros would hide the numbers that matter. */
function Events({ retries, faults, denied }: RequestSummary) {
  return (
    <span class="events">
      {denied > 0 && <span data-event="denied">✘ {denied} denied</span>}
      {faults > 0 && (
        <span data-event="fault" title={`${faults} injected faults`}>
          ↯ {faults}
          <span class="unseen"> faults</span>
        </span>
      )}
      {retries > 0 && (
        <span title={`${retries} retries`}>
          ↻ {retries}
          <span class="unseen"> retries</span>
        </span>
      )}
    </span>
  );
}

function orDash(count: number) {
  return count === 0 ? <span class="quiet">–</span> : count;
}
