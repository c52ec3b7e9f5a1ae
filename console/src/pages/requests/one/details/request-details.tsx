import type { Attempt } from '../../../../../../scripts/console/contract.ts';
import { printable } from '../../../../../../scripts/output/printable.ts';
import { awsCommand } from '../../../../commands.ts';
import { CopyAs } from '../../../../parts/copy-as.tsx';
import { findJournalObject } from '../journal.ts';
import type { Entry } from '../waterfall/entries.ts';
import { DeniedCalls } from './denied-calls.tsx';
import { ErrorBlock } from './error-block.tsx';
import { TextBlock } from './text-block.tsx';

interface RequestDetailsProps {
  attempt: Attempt;
  entries: readonly Entry[];
}

export function RequestDetails({ attempt, entries }: RequestDetailsProps) {
  const { error, payload, payloadBytes, response, responseBytes } = attempt;
  const journal = findJournalObject(attempt);
  return (
    <>
      <h2 class="unseen">Request</h2>
      <DeniedCalls entries={entries} />
      {error && <ErrorBlock error={error} />}
      <TextBlock title="Payload" text={payload} bytes={payloadBytes} />
      {response !== null && (
        <TextBlock title="Response" text={response} bytes={responseBytes} />
      )}
      {journal && <Journal object={journal} />}
    </>
  );
}

function Journal({ object }: { object: string }) {
  return (
    <section class="text-block" aria-label="Journal object">
      <header>
        <h3>Journal object</h3>
        {object.startsWith('s3://') && (
          <CopyAs aws={`${awsCommand('s3 cp', {}, object, '-')} | gunzip`} />
        )}
      </header>
      <code class="arn">{printable(object)}</code>
    </section>
  );
}
