import { useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Payments } from '../../../../scripts/console/contract.ts';
import { createResource } from '../../parts/resource.ts';
import { useLiveList } from '../requests/list/use-live-list.ts';
import { Refresher } from './refresher.ts';

const mostPayments = 20_000;

/** The comparison, read again after each request that has ended. */
export function useLivePayments() {
  const requests = useLiveList();
  const { payments, refresher } = useMemo(() => {
    const payments = createResource<Payments>(
      `/payments?limit=${mostPayments}`,
    );
    return {
      payments,
      refresher: new Refresher(() => payments.peek().reload()),
    };
  }, []);
  useEffect(() => {
    refresher.readNow();
    return () => refresher.stop();
  }, [refresher]);
  useWhileVisible(countEnded(requests.list.value), () => refresher.changed());
  // The emulator was lost, or is back.
  const connection = useRef(requests.connection.peek());
  useSignalEffect(() => {
    if (connection.current !== requests.connection.value) {
      connection.current = requests.connection.value;
      refresher.changed();
    }
  });
  return { payments, requests, reload: () => refresher.readNow() };
}

/** Grows with each request that ends. */
function countEnded(
  list: { requests: { status: string }[]; dropped: number } | undefined,
) {
  return list
    ? list.dropped +
        list.requests.filter(({ status }) => status !== 'running').length
    : undefined;
}

/** Calls back when the count has changed; for a page in the background, when it is shown. */
function useWhileVisible(count: number | undefined, onChange: () => void) {
  const before = useRef(count);
  useEffect(() => {
    const compare = () => {
      if (!document.hidden && before.current !== count) {
        const isFirst = before.current === undefined;
        before.current = count;
        if (!isFirst) {
          onChange();
        }
      }
    };
    compare();
    document.addEventListener('visibilitychange', compare);
    return () => document.removeEventListener('visibilitychange', compare);
  }, [count]);
}
