import type { ComponentChildren } from 'preact';
import type { PaymentRow } from '../../../../scripts/console/contract.ts';
import type { Actions } from '../../parts/action.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyAs } from '../../parts/copy-as.tsx';
import { outputs } from '../../status.ts';
import { replay } from './actions.ts';
import {
  readItemCommand,
  readJournalCommand,
  replayCommand,
} from './commands.ts';
import { Mark } from './mark.tsx';
import { marks } from './marks.ts';

interface PaymentDetailProps {
  row: PaymentRow;
  actions: Actions;
  onReplayed(): void;
  onClose(): void;
}

/** Everything about one payment, next to the list. */
export function PaymentDetail({ row, ...props }: PaymentDetailProps) {
  const { payment_id, attributes } = row;
  return (
    <section class="payment-detail" aria-label="Payment">
      <header>
        <h2 class="mono">{payment_id}</h2>
        <button type="button" class="button small" onClick={props.onClose}>
          Close
        </button>
      </header>
      <p>
        <Mark mark={row.mark} />: {marks[row.mark].means}
        {attributes.length > 0 && `. Different: ${attributes.join(', ')}`}
      </p>
      <dl>
        <Entry name="created_at">
          <span class="mono">{row.created_at}</span>
        </Entry>
        <Entry name="amount">
          {row.amount ?? '–'} {row.currency}
        </Entry>
        <Entry name="merchant_id">{row.merchant_id ?? '–'}</Entry>
        <Entry name="status">{row.status ?? '–'}</Entry>
        <Entry name="source">{row.source ?? '–'}</Entry>
      </dl>
      <p>
        <CopyAs aws={readItemCommand(outputs.value.dynamodb_table_name, row)} />
      </p>
      <Journal row={row} {...props} />
    </section>
  );
}

function Entry(props: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Journal({
  row: { journalKey, requestId },
  actions,
  onReplayed,
}: Omit<PaymentDetailProps, 'onClose'>) {
  if (journalKey === null) {
    return <p class="quiet">No journal object holds this payment.</p>;
  }
  const run = async () => {
    const outcome = await replay(journalKey);
    onReplayed();
    return outcome;
  };
  return (
    <>
      <h3>Journal object</h3>
      <p class="mono journal-key">{journalKey}</p>
      {requestId && (
        <p>
          Written by request{' '}
          <a class="mono" href={`/requests/${requestId}`}>
            {requestId}
          </a>
        </p>
      )}
      <p class="payment-actions">
        <ActionButton
          actions={actions}
          name="replay"
          doing="Replaying"
          label="Replay the journal object"
          onRun={() => actions.run('replay', run)}
        >
          Replay
        </ActionButton>
        <CopyAs
          make={replayCommand(journalKey)}
          aws={readJournalCommand(outputs.value.s3_bucket_name, journalKey)}
        />
      </p>
    </>
  );
}
