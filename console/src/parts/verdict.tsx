import type { RequestSummary } from '../../../scripts/console/contract.ts';
import './verdict.css';

const verdicts = {
  running: { mark: '…', word: 'running' },
  ok: { mark: '✔', word: 'ok' },
  failed: { mark: '✘', word: 'failed' },
  timeout: { mark: '✘', word: 'timeout' },
} as const;

/** How a request ended, by sign, word and colour. */
export function Verdict({ status }: Pick<RequestSummary, 'status'>) {
  const { mark, word } = verdicts[status];
  return (
    <span class="verdict" data-status={status}>
      <span aria-hidden="true">{mark}</span> {word}
    </span>
  );
}
