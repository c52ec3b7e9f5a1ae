import type { RequestSummary } from './record.ts';
import type { Style } from './row.ts';

/** How each status is shown. */
export const marks: Record<
  RequestSummary['status'],
  { mark: string; style: Style }
> = {
  running: { mark: '…', style: 'cyan' },
  ok: { mark: '✔', style: 'green' },
  failed: { mark: '✘', style: 'red' },
  timeout: { mark: '✘', style: 'red' },
};
