import { computed } from '@preact/signals';
import type { Status } from '../../scripts/console/contract.ts';
import { createResource } from './parts/resource.ts';

/** Of the whole page: the shell keeps it up to date. */
export const status = createResource<Status>('/status');

export const makeOptions = computed(() => status.value.data?.makeOptions ?? '');

/** Names of the deployed resources, for commands. */
export const outputs = computed(() => status.value.data?.outputs ?? {});
