import type { Signal } from '@preact/signals';
import type { PaymentRow } from '../../../../scripts/console/contract.ts';
import type { Actions } from '../../parts/action.ts';
import { VirtualTable } from '../../parts/virtual-table/virtual-table.tsx';
import { columns } from './columns.tsx';
import { PaymentDetail } from './payment-detail.tsx';

interface PaymentListProps {
  rows: readonly PaymentRow[];
  selectedKey: Signal<string | undefined>;
  actions: Actions;
  onReplayed(): void;
}

export function PaymentList(props: PaymentListProps) {
  const { rows, selectedKey, actions, onReplayed } = props;
  const selected = rows.find((row) => keyOf(row) === selectedKey.value);
  return (
    <div class="payment-list">
      <VirtualTable
        label="Payments"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowClass={(row) =>
          row === selected ? `${row.mark} selected` : row.mark
        }
        onOpen={(row) => {
          selectedKey.value = keyOf(row);
        }}
      />
      {selected && (
        <PaymentDetail
          row={selected}
          actions={actions}
          onReplayed={onReplayed}
          onClose={() => {
            selectedKey.value = undefined;
          }}
        />
      )}
    </div>
  );
}

/** A payment can be in the table twice, and in two journal objects. */
function keyOf(row: PaymentRow): string {
  return [row.payment_id, row.created_at, row.mark, row.journalKey].join(' ');
}
