import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { formatCount } from '../../parts/count.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Problem } from '../../parts/problem.tsx';
import { location, replaceQuery } from '../../router.ts';
import type { KeptLine } from './line-buffer.ts';
import { Lines } from './lines.tsx';
import { type LogQuery, readQuery } from './query.ts';
import { containsText } from './text-filter.ts';
import { Toolbar } from './toolbar.tsx';
import { mostLines, useLog } from './use-log.ts';
import './logs-page.css';

export function LogsPage() {
  const query = readQuery(location.value.searchParams);
  const { kept, problem, connection } = useLog(query);
  const paused = useSignal<typeof kept.value>(undefined);
  const isPaused = paused.value !== undefined;
  const togglePause = () => {
    paused.value = isPaused ? undefined : kept.value;
  };
  useShortcuts([{ keys: 'p', does: 'Pause and resume', run: togglePause }]);
  const shown = paused.value ?? kept.value;
  return (
    <>
      <h1 class="unseen">Logs</h1>
      <Toolbar
        query={query}
        connection={connection.value}
        isPaused={isPaused}
        arrived={countNewer(paused.value?.lines, kept.value?.lines)}
        onPause={togglePause}
      />
      {problem.value && <Problem problem={problem.value} />}
      {shown && <Content {...shown} query={query} />}
      {!shown && !problem.value && <Loading what="Reading the log" />}
    </>
  );
}

interface ContentProps {
  lines: readonly KeptLine[];
  dropped: number;
  query: LogQuery;
}

function Content({ lines, dropped, query }: ContentProps) {
  const { text, level, request } = query;
  const found = useMemo(
    () => lines.filter((line) => containsText(line, text)),
    [lines, text],
  );
  if (found.length === 0) {
    const isFiltered = text !== '' || level !== 'debug' || request !== '';
    return isFiltered ? <NoMatch /> : <NoLines />;
  }
  return (
    <>
      <Lines lines={found} />
      <p class="kept quiet">
        {found.length < lines.length && `${formatCount(found.length)} of `}
        {formatCount(lines.length)} lines; the newest {formatCount(mostLines)}{' '}
        are kept here
        {dropped > 0 && `, ${formatCount(dropped)} older ones were dropped`}.
        Times are UTC.
      </p>
    </>
  );
}

function NoLines() {
  return (
    <Empty
      what="The function has not logged anything yet."
      next="`make invoke COUNT=3`, and its log appears here"
    />
  );
}

function NoMatch() {
  const showAll = () =>
    replaceQuery({ text: undefined, level: undefined, request: undefined });
  return (
    <Empty what="No line matches the filter.">
      <button type="button" class="button" onClick={showAll}>
        Show all
      </button>
    </Empty>
  );
}

function countNewer(
  paused: readonly KeptLine[] | undefined,
  now: readonly KeptLine[] | undefined,
): number {
  const last = paused?.at(-1)?.key ?? -1;
  return paused && now ? now.filter(({ key }) => key > last).length : 0;
}
