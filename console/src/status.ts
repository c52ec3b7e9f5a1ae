import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Status } from '../../scripts/console/contract.ts';
import { createResource, keepFresh } from './parts/resource.ts';

const intervalMs = 10_000;

/** Of the whole page: the shell keeps it up to date. */
export const status = createResource<Status>('/status');

export const makeOptions = computed(() => status.value.data?.makeOptions ?? '');

/** Names of the deployed resources, for commands. */
export const outputs = computed(() => status.value.data?.outputs ?? {});

/** Of the stack; another one may run on the same emulator during `make e2e`. */
export const account = computed(
  () => outputs.value.lambda_role_arn?.split(':')[4],
);

export function useStatus(): void {
  useEffect(() => keepFresh(status, intervalMs), []);
}
