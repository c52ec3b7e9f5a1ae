import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Payments } from '../../../../scripts/console/contract.ts';
import { useActions } from '../../parts/action.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { OutcomeMessage } from '../../parts/outcome.tsx';
import { Problem } from '../../parts/problem.tsx';
import { TextFilter } from '../../parts/text-filter.tsx';
import { location, replaceQuery } from '../../router.ts';
import { DeadLetters } from './dead-letters.tsx';
import { Header } from './header.tsx';
import { MarkFilter } from './mark-filter.tsx';
import { PaymentList } from './payment-list.tsx';
import { Throughput } from './plot/throughput.tsx';
import { selectPayments, toShown } from './selection.ts';
import { Summary } from './summary.tsx';
import { Unreadable } from './unreadable.tsx';
import { useLivePayments } from './use-live-payments.ts';
import '../../parts/box.css';
import './payments-page.css';

export function PaymentsPage() {
  const live = useLivePayments();
  const { data, problem } = live.payments.value;
  return (
    <>
      <h1 class="unseen">Payments</h1>
      {problem && <Problem problem={problem} />}
      {data && <Content payments={data} live={live} />}
      {!data && !problem && <Loading what="Comparing journal and table" />}
    </>
  );
}

interface ContentProps {
  payments: Payments;
  live: ReturnType<typeof useLivePayments>;
}

function Content({ payments, live }: ContentProps) {
  const actions = useActions();
  const { reload, requests } = live;
  const isEmpty =
    payments.payments.length === 0 && payments.deadLetters.length === 0;
  return (
    <>
      <Header
        payments={payments}
        connection={requests.connection.value}
        actions={actions}
        reload={reload}
      />
      <OutcomeMessage actions={actions} />
      {isEmpty ? (
        <Empty
          what="There are no payments yet."
          next="`make invoke COUNT=3`, and they appear here"
        >
          <p>
            <a href="/invoke">Invoke the function</a>
          </p>
        </Empty>
      ) : (
        <>
          <Summary payments={payments} />
          <div class="payments-panels">
            <Throughput requests={requests.list.value?.requests ?? []} />
            <DeadLetters
              deadLetters={payments.deadLetters}
              actions={actions}
              onRedriven={reload}
            />
          </div>
          <Unreadable unreadable={payments.unreadable} />
          <Rows payments={payments} actions={actions} reload={reload} />
        </>
      )}
    </>
  );
}

interface RowsProps {
  payments: Payments;
  actions: ReturnType<typeof useActions>;
  reload(): void;
}

function Rows({ payments, actions, reload }: RowsProps) {
  const { searchParams } = location.value;
  const shown = toShown(searchParams.get('mark'));
  const text = searchParams.get('text') ?? '';
  const selectedKey = useSignal<string | undefined>(undefined);
  const rows = useMemo(
    () => selectPayments(payments.payments, { shown, text }),
    [payments, shown, text],
  );
  return (
    <>
      <div class="toolbar">
        <MarkFilter payments={payments} shown={shown} />
        <TextFilter placeholder="payment, request, merchant, currency, amount" />
      </div>
      {rows.length === 0 && payments.payments.length > 0 ? (
        <Empty what={nothing(shown, text)}>
          <button
            type="button"
            class="button"
            onClick={() => replaceQuery({ mark: undefined, text: undefined })}
          >
            Show all
          </button>
        </Empty>
      ) : (
        <PaymentList
          rows={rows}
          selectedKey={selectedKey}
          actions={actions}
          onReplayed={reload}
        />
      )}
    </>
  );
}

function nothing(shown: string, text: string): string {
  return text === '' && shown !== 'all'
    ? `No payment is ${shown === 'problems' ? 'a problem' : shown}.`
    : 'No payment matches the filter.';
}
