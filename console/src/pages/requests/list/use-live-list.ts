import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type {
  RequestList,
  RequestSummary,
} from '../../../../../scripts/console/contract.ts';
import { useResource } from '../../../parts/resource.ts';
import { useStream } from '../../../parts/stream.ts';
import { account, status } from '../../../status.ts';
import { mergeEvents } from './live-list.ts';

const mostRequests = 2000;
const flushMs = 50;

/** The recorded requests, kept up to date by the emulator's stream. */
export function useLiveList() {
  const loaded = useResource<RequestList>(`/requests?limit=${mostRequests}`);
  const list = useSignal<RequestList | undefined>(undefined);
  const waiting = useRef<RequestSummary[]>([]);

  useSignalEffect(() => {
    const { state, data } = loaded.value;
    if (state === 'ready') {
      list.value = mergeEvents(data, waiting.current);
    }
  });
  // During a load there are hundreds of events in a second.
  const flush = () => {
    const events = waiting.current;
    waiting.current = [];
    if (list.value) {
      list.value = mergeEvents(list.value, events);
    }
  };
  const take = (event: RequestSummary) => {
    if (account.value === undefined || event.account === account.value) {
      if (waiting.current.push(event) === 1) {
        setTimeout(flush, flushMs);
      }
    }
  };
  // A new emulator starts with no records, and counts from 1 again.
  const reload = () => {
    void loaded.value.reload();
    void status.value.reload();
  };
  const connection = useStream<RequestSummary>('/requests/stream', take, {
    event: 'request',
    onOpen: reload,
    onLost: reload,
  });
  return { loaded, list, connection };
}
