import { useSignal } from '@preact/signals';
import type {
  RequestList,
  RequestSummary,
} from '../../../../../scripts/console/contract.ts';
import { useShortcuts } from '../../../keyboard/shortcuts.ts';
import { Empty } from '../../../parts/empty.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { VirtualTable } from '../../../parts/virtual-table/virtual-table.tsx';
import { location, navigate, replaceQuery } from '../../../router.ts';
import { columns, linkTo } from './columns.tsx';
import { filterRequests, readFilter } from './filter.ts';
import { countNewer } from './live-list.ts';
import { Toolbar } from './toolbar.tsx';
import { useLiveList } from './use-live-list.ts';
import './list-page.css';

export function ListPage() {
  const { loaded, list, connection } = useLiveList();
  const paused = useSignal<RequestList | undefined>(undefined);
  const isPaused = paused.value !== undefined;
  const togglePause = () => {
    paused.value = isPaused ? undefined : list.value;
  };
  useShortcuts([{ keys: 'p', does: 'Pause and resume', run: togglePause }]);
  const shown = paused.value ?? list.value;
  const { problem } = loaded.value;
  return (
    <>
      <h1 class="unseen">Requests</h1>
      {problem && <Problem problem={problem} />}
      {shown && (
        <>
          <Toolbar
            requests={shown.requests}
            connection={connection.value}
            isPaused={isPaused}
            arrived={list.value ? countNewer(paused.value, list.value) : 0}
            onPause={togglePause}
          />
          <List list={shown} isFailed={problem !== undefined} />
        </>
      )}
      {!shown && !problem && <Loading />}
    </>
  );
}

const keyOf = ({ seq }: RequestSummary) => String(seq);

interface ListProps {
  list: RequestList;
  isFailed: boolean;
}

function List({ list: { requests, dropped, capacity }, isFailed }: ListProps) {
  const filter = readFilter(location.value.searchParams);
  const rows = filterRequests(requests, filter);
  if (requests.length === 0) {
    return isFailed ? null : (
      <Empty
        what="No request is recorded yet."
        next="`make invoke COUNT=3`, and it appears here"
      />
    );
  }
  if (rows.length === 0) {
    return <NoMatch count={requests.length} />;
  }
  return (
    <>
      <p class="unseen" role="status">
        {rows !== requests && `${rows.length} requests match`}
      </p>
      <VirtualTable
        label="Requests"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowClass={({ status }) => `request-row ${status}`}
        onOpen={(request) => navigate(linkTo(request))}
      />
      {dropped > 0 && (
        <p class="dropped quiet">
          {dropped} older requests were dropped: the newest {capacity} are kept,
          or fewer large ones.
        </p>
      )}
    </>
  );
}

function NoMatch({ count }: { count: number }) {
  return (
    <Empty what={`None of ${count} requests matches the filter.`}>
      <button
        type="button"
        class="button"
        onClick={() => replaceQuery({ status: undefined, text: undefined })}
      >
        Show all
      </button>
    </Empty>
  );
}
