import type { Span } from '../../../../../../scripts/console/contract.ts';
import { printable } from '../../../../../../scripts/output/printable.ts';
import { formatMs } from '../../../../../../scripts/pipeline/requests/duration.ts';
import { faultSentences } from '../../../../faults.ts';
import { describeItems } from '../waterfall/entries.ts';
import { Facts } from './facts.tsx';
import { IamVerdict } from './iam-verdict.tsx';

export function CallDetails({ span }: { span: Span }) {
  const { service, operation, fault, error, source } = span;
  return (
    <>
      <h2 class="mono">
        {printable(service)}:{printable(operation)}
      </h2>
      <IamVerdict span={span} />
      {fault && (
        <p class="note fault-note">
          <strong>↯ Injected fault {printable(fault)}.</strong>{' '}
          {faultSentences[fault]} <a href="/faults">Faults</a>
        </p>
      )}
      {error && span.iam.allowed !== false && (
        <p class="note error-note">
          <strong>{printable(error)}</strong>
        </p>
      )}
      <Facts facts={factsOf(span)} />
      {source === 'lambda' && (
        <p class="quiet">
          Lambda made this call for the function, under its role.
        </p>
      )}
    </>
  );
}

function factsOf(span: Span) {
  const { status, startMs, durationMs, retry, items } = span;
  const { requestBytes, responseBytes, unprocessed, principal } = span;
  return [
    ['Status', status ?? 'no response'],
    ['Time', `${formatMs(durationMs)}, ${formatMs(startMs)} after the start`],
    [
      'Bytes',
      `${requestBytes} sent, ${responseBytes === null ? 'none' : responseBytes} received`,
    ],
    ['Items', items === null ? null : `${describeItems(span)} written`],
    ['Unprocessed', unprocessed || null],
    ['Retry', retry > 0 ? `number ${retry} of an earlier call` : null],
    [
      'Principal',
      principal === null ? null : (
        <code class="arn">{printable(principal)}</code>
      ),
    ],
  ] as const;
}
