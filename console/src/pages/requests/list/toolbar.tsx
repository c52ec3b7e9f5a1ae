import type { RequestSummary } from '../../../../../scripts/console/contract.ts';
import { makeCommand } from '../../../commands.ts';
import { CopyAs } from '../../../parts/copy-as.tsx';
import { LiveMark } from '../../../parts/live-mark.tsx';
import { PauseButton } from '../../../parts/pause-button.tsx';
import type { Connection } from '../../../parts/stream.ts';
import { TextFilter } from '../../../parts/text-filter.tsx';
import { location, replaceQuery } from '../../../router.ts';
import {
  filterRequests,
  readFilter,
  type StatusFilter,
  statusFilters,
} from './filter.ts';

interface ToolbarProps {
  requests: readonly RequestSummary[];
  connection: Connection;
  isPaused: boolean;
  /** Requests that began during the pause. */
  arrived: number;
  onPause(): void;
}

export function Toolbar(props: ToolbarProps) {
  const { requests, connection, isPaused, arrived, onPause } = props;
  const { status, text } = readFilter(location.value.searchParams);
  return (
    <div class="toolbar">
      <fieldset class="status-filter">
        <legend class="unseen">Status</legend>
        {statusFilters.map((each) => (
          <StatusButton
            key={each}
            status={each}
            isChosen={each === status}
            count={filterRequests(requests, { status: each, text }).length}
          />
        ))}
      </fieldset>
      <TextFilter placeholder="id, payload, error, cold, denied, fault, retry" />
      <LiveMark connection={connection} isPaused={isPaused} />
      <PauseButton isPaused={isPaused} arrived={arrived} onPause={onPause} />
      <CopyAs
        make={makeCommand('requests', {
          STATUS: status === 'all' ? undefined : status,
        })}
      />
    </div>
  );
}

interface StatusButtonProps {
  status: StatusFilter;
  isChosen: boolean;
  count: number;
}

function StatusButton({ status, isChosen, count }: StatusButtonProps) {
  return (
    <button
      type="button"
      class="button"
      aria-pressed={isChosen}
      onClick={() =>
        replaceQuery({ status: status === 'all' ? undefined : status })
      }
    >
      {status} <span class="quiet">{count}</span>
    </button>
  );
}
