import { useSignal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RequestDetail } from '../../../../../scripts/console/contract.ts';
import { Loading } from '../../../parts/loading.tsx';
import { isNarrow } from '../../../parts/media.ts';
import { Problem } from '../../../parts/problem.tsx';
import { useResource } from '../../../parts/resource.ts';
import { useTitle } from '../../../parts/title.ts';
import { AttemptTabs } from './attempt-tabs.tsx';
import { Details, EntryDetails } from './details/details.tsx';
import { RequestHead } from './request-head.tsx';
import { attemptsOf, chosenAttempt, select, selectedKey } from './selection.ts';
import { entriesOf } from './waterfall/entries.ts';
import { timeRange } from './waterfall/geometry.ts';
import { Waterfall } from './waterfall/waterfall.tsx';
import './request-page.css';

const runningMs = 1000;

export function RequestPage({ id }: { id: string }) {
  useTitle(id.slice(0, 8));
  const isRunning = useSignal(false);
  const resource = useResource<RequestDetail>(
    `/requests/${id}`,
    isRunning.value ? { everyMs: runningMs } : {},
  );
  useSignalEffect(() => {
    isRunning.value = resource.value.data?.status === 'running';
  });
  const { data, problem } = resource.value;
  return (
    <>
      {!data && <h1 class="unseen">Request {id}</h1>}
      {problem && <Problem problem={problem} />}
      {data && <Request detail={data} />}
      {!data && !problem && <Loading />}
    </>
  );
}

function Request({ detail }: { detail: RequestDetail }) {
  // The same objects at each render, so that hundreds of rows need none.
  const attempts = useMemo(() => attemptsOf(detail), [detail]);
  const attempt = chosenAttempt(attempts);
  const entries = useMemo(() => entriesOf(attempt), [attempt]);
  const range = useMemo(() => timeRange(attempt), [attempt]);
  const selected = entries.find(({ key }) => key === selectedKey());
  return (
    <article class="request">
      <RequestHead attempt={attempt} />
      {attempts.length > 1 && (
        <AttemptTabs attempts={attempts} chosen={attempt} />
      )}
      <div class="request-columns">
        <div class="request-waterfall">
          {entries.length > 0 ? (
            <Waterfall
              entries={entries}
              range={range}
              selected={selected?.key}
              onSelect={select}
              detailsOf={
                isNarrow.value
                  ? (entry) => <EntryDetails attempt={attempt} entry={entry} />
                  : undefined
              }
            />
          ) : (
            <p class="quiet">No call and no line of the log yet.</p>
          )}
        </div>
        <Details
          attempt={attempt}
          entries={entries}
          entry={isNarrow.value ? undefined : selected}
        />
      </div>
    </article>
  );
}
