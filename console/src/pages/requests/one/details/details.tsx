import type { Attempt } from '../../../../../../scripts/console/contract.ts';
import { select } from '../selection.ts';
import type { Entry } from '../waterfall/entries.ts';
import { CallDetails } from './call-details.tsx';
import { InitDetails } from './init-details.tsx';
import { LogDetails } from './log-details.tsx';
import { RequestDetails } from './request-details.tsx';
import './details.css';

interface DetailsProps {
  attempt: Attempt;
  entries: readonly Entry[];
  /** What is selected in the waterfall; without it, the request is shown. */
  entry: Entry | undefined;
}

export function Details({ attempt, entries, entry }: DetailsProps) {
  return (
    <section class="details" aria-label="Details">
      {entry ? (
        <>
          <button
            type="button"
            class="button small details-back"
            onClick={() => select(undefined)}
          >
            Show the request
          </button>
          <EntryDetails attempt={attempt} entry={entry} />
        </>
      ) : (
        <RequestDetails attempt={attempt} entries={entries} />
      )}
    </section>
  );
}

export function EntryDetails({
  attempt,
  entry,
}: Pick<DetailsProps, 'attempt'> & { entry: Entry }) {
  switch (entry.kind) {
    case 'call':
      return <CallDetails span={entry.span} />;
    case 'log':
      return <LogDetails log={entry.log} line={entry.line} />;
    case 'init':
      return <InitDetails attempt={attempt} />;
  }
}
