import { makeCommand } from '../../commands.ts';
import { CopyAs } from '../../parts/copy-as.tsx';
import { LiveMark } from '../../parts/live-mark.tsx';
import { PauseButton } from '../../parts/pause-button.tsx';
import type { Connection } from '../../parts/stream.ts';
import { TextFilter } from '../../parts/text-filter.tsx';
import { replaceQuery } from '../../router.ts';
import { outputs } from '../../status.ts';
import { followCommand } from './commands.ts';
import { type LogQuery, levels, toRequest } from './query.ts';

interface ToolbarProps {
  query: LogQuery;
  connection: Connection;
  isPaused: boolean;
  /** Lines since the pause. */
  arrived: number;
  onPause(): void;
}

export function Toolbar(props: ToolbarProps) {
  const { query, connection, isPaused, arrived, onPause } = props;
  const { level, request } = query;
  return (
    <div class="toolbar logs-toolbar">
      <fieldset class="status-filter">
        <legend class="unseen">Level, and more severe ones</legend>
        {levels.map((each) => (
          <button
            key={each}
            type="button"
            class="button"
            aria-pressed={each === level}
            onClick={() =>
              replaceQuery({ level: each === 'debug' ? undefined : each })
            }
          >
            {each === 'debug' ? 'all' : each}
          </button>
        ))}
      </fieldset>
      <input
        class="field mono request-filter"
        type="search"
        aria-label="Filter by request"
        placeholder="request id"
        spellcheck={false}
        value={request}
        onInput={({ currentTarget }) =>
          replaceQuery({ request: toRequest(currentTarget.value) })
        }
      />
      <TextFilter placeholder="message or field" />
      <LiveMark connection={connection} isPaused={isPaused} />
      <PauseButton isPaused={isPaused} arrived={arrived} onPause={onPause} />
      <CopyAs
        make={makeCommand('logs', {
          REQUEST: request,
          LEVEL: level === 'debug' ? undefined : level,
          FOLLOW: 1,
        })}
        aws={followCommand(outputs.value.log_group_name)}
      />
    </div>
  );
}
