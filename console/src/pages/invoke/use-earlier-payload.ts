import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type {
  Problem,
  RequestDetail,
} from '../../../../scripts/console/contract.ts';
import { call } from '../../api.ts';
import { problemOf } from '../../parts/resource.ts';
import { indent } from './parse.ts';

export interface EarlierPayload {
  /** The request that it comes from. */
  id: string | undefined;
  text: ReadonlySignal<string | undefined>;
  /** Whether the emulator has kept the beginning alone. */
  isCut: ReadonlySignal<boolean>;
  problem: ReadonlySignal<Problem | undefined>;
}

/** The payload of an earlier request, to edit and to send again. */
export function useEarlierPayload(id: string | undefined): EarlierPayload {
  const earlier = useMemo(
    () => ({
      id,
      text: signal<string | undefined>(undefined),
      isCut: signal(false),
      problem: signal<Problem | undefined>(undefined),
    }),
    [id],
  );
  useEffect(() => {
    if (id !== undefined) {
      void read(id).then(
        ({ payload, payloadBytes }) => {
          earlier.isCut.value =
            new TextEncoder().encode(payload).length < payloadBytes;
          earlier.text.value = indent(payload);
        },
        (error: unknown) => {
          earlier.problem.value = problemOf(error);
        },
      );
    }
  }, [earlier, id]);
  return earlier;
}

function read(id: string): Promise<RequestDetail> {
  return call('GET', `/requests/${encodeURIComponent(id)}`);
}
