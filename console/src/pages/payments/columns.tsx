import type { PaymentRow } from '../../../../scripts/console/contract.ts';
import type { Column } from '../../parts/virtual-table/column.ts';
import { Mark } from './mark.tsx';

const shortId = 8;

export const columns: readonly Column<PaymentRow>[] = [
  {
    key: 'mark',
    title: 'Mark',
    width: '126px',
    line: 2,
    cell: ({ mark }) => <Mark mark={mark} />,
  },
  {
    key: 'id',
    title: 'Payment',
    width: 'minmax(110px, 1fr)',
    line: 1,
    fills: true,
    cell: ({ payment_id }) => (
      <span class="mono" title={payment_id}>
        {payment_id}
      </span>
    ),
  },
  {
    key: 'time',
    title: 'Created at (UTC)',
    width: '196px',
    line: 2,
    fills: true,
    cell: ({ created_at }) => (
      <time class="mono quiet" dateTime={created_at}>
        {created_at.replace('T', ' ').replace('Z', '')}
      </time>
    ),
  },
  {
    key: 'amount',
    title: 'Amount',
    width: '100px',
    align: 'end',
    line: 1,
    cell: ({ amount }) => (
      <span title={amount ?? undefined}>{amount ?? '–'}</span>
    ),
  },
  {
    key: 'currency',
    title: 'Currency',
    width: '62px',
    line: 1,
    cell: ({ currency }) => currency ?? '–',
  },
  {
    key: 'merchant',
    title: 'Merchant',
    width: '110px',
    cell: ({ merchant_id }) => merchant_id ?? '–',
  },
  {
    key: 'status',
    title: 'Status',
    width: '76px',
    line: 2,
    cell: ({ status }) => status ?? '–',
  },
  { key: 'journal', title: 'Journal key', width: '150px', cell: JournalKey },
  { key: 'request', title: 'Request', width: '76px', cell: RequestLink },
];

/** The beginning: all of it is in the details. */
function JournalKey({ journalKey }: PaymentRow) {
  return journalKey === null ? (
    <span class="quiet">–</span>
  ) : (
    <span class="mono" title={journalKey}>
      {journalKey}
    </span>
  );
}

function RequestLink({ requestId }: PaymentRow) {
  return requestId === null ? (
    <span class="quiet">–</span>
  ) : (
    <a
      class="mono"
      href={`/requests/${requestId}`}
      title={requestId}
      tabIndex={-1}
    >
      {requestId.slice(0, shortId)}
    </a>
  );
}
