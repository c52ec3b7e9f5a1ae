import type { Span } from '../../../../../../scripts/console/contract.ts';
import { printable } from '../../../../../../scripts/output/printable.ts';
import { describeItems } from './entries.ts';

/** HTTP status, IAM's verdict, items, retry, and the fault or else the error. */
export function Result({ span }: { span: Span }) {
  const { status, iam, retry, fault, error } = span;
  const items = describeItems(span);
  return (
    <span class="entry-result">
      <span class="mono" data-failed={status !== null && status >= 400}>
        {status ?? '…'}
      </span>{' '}
      <Verdict allowed={iam.allowed} />{' '}
      {items && (
        <span class="mono" title="Items written of those sent">
          {items}
        </span>
      )}{' '}
      {retry > 0 && (
        <span title={`Retry ${retry}`}>
          <span aria-hidden="true">↻</span>
          <span class="unseen">retry </span>
          {retry}
        </span>
      )}{' '}
      {fault && (
        <span class="badge fault">
          <span aria-hidden="true">↯</span>
          <span class="unseen">fault </span>
          {printable(fault)}
        </span>
      )}
      {!fault && error && iam.allowed !== false && (
        <span class="result-error" title={error}>
          {printable(error)}
        </span>
      )}
    </span>
  );
}

function Verdict({ allowed }: { allowed: boolean | null }) {
  if (allowed === false) {
    return <span class="badge denied">✘ denied</span>;
  }
  const [mark, word] = allowed ? ['✔', 'allowed'] : ['–', 'not decided'];
  return (
    <span class={allowed ? 'allowed' : 'quiet'} title={`IAM: ${word}`}>
      <span aria-hidden="true">{mark}</span>
      <span class="unseen">{word}</span>
    </span>
  );
}
