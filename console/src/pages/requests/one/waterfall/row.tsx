import { memo } from 'preact/compat';
import { formatMs } from '../../../../../../scripts/pipeline/requests/duration.ts';
import { type Entry, outcomeOf } from './entries.ts';
import { barOf, endOf, percentOf, type TimeRange } from './geometry.ts';
import { describeLog, LogLevel } from './log-text.tsx';
import { Result } from './result.tsx';

interface EntryRowProps {
  entry: Entry;
  range: TimeRange;
  isSelected: boolean;
  /** Whether the Tab key stops here; the arrow keys lead to the others. */
  isStop: boolean;
  onSelect(key: string | undefined): void;
}

export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, isSelected, isStop, onSelect } = props;
  return (
    <li>
      <button
        type="button"
        class="waterfall-row entry"
        data-key={entry.key}
        data-kind={entry.kind}
        data-outcome={entry.kind === 'call' ? outcomeOf(entry.span) : undefined}
        aria-pressed={isSelected}
        tabIndex={isStop ? 0 : -1}
        onClick={() => onSelect(isSelected ? undefined : entry.key)}
      >
        <Cells {...props} />
      </button>
    </li>
  );
});

function Cells({ entry, range }: Pick<EntryRowProps, 'entry' | 'range'>) {
  switch (entry.kind) {
    case 'init':
      return (
        <>
          <span class="entry-name">start of Node</span>
          <BarTrack from={-entry.initMs} to={0} range={range} />
          <span class="entry-time">{formatMs(entry.initMs)}</span>
          <span class="entry-result quiet">cold start</span>
        </>
      );
    case 'call':
      return (
        <>
          <CallName
            service={entry.span.service}
            operation={entry.span.operation}
          />
          <BarTrack
            from={entry.startMs}
            to={endOf(entry.span, range)}
            range={range}
          />
          <span class="entry-time">{formatMs(entry.span.durationMs)}</span>
          <Result span={entry.span} />
        </>
      );
    case 'log':
      return (
        <>
          <span class="entry-name">
            <LogLevel log={entry.log} />
          </span>
          <LogTrack entry={entry} range={range} />
          <span class="entry-time quiet">{formatMs(entry.startMs)}</span>
        </>
      );
  }
}

function CallName({
  service,
  operation,
}: {
  service: string;
  operation: string;
}) {
  return (
    <span class="entry-name mono" title={`${service}:${operation}`}>
      <span class="quiet">{service}:</span>
      {operation}
    </span>
  );
}

interface BarTrackProps {
  from: number;
  to: number;
  range: TimeRange;
}

function BarTrack({ from, to, range }: BarTrackProps) {
  const { left, width } = barOf(from, to, range);
  return (
    <span class="track">
      <span class="bar" style={{ left: `${left}%`, width: `${width}%` }} />
    </span>
  );
}

/** The text is on that side of its point where there is more room. */
function LogTrack({
  entry,
  range,
}: {
  entry: Entry & { kind: 'log' };
  range: TimeRange;
}) {
  const at = percentOf(entry.startMs, range);
  const isRight = at <= 50;
  const place = isRight ? { left: `${at}%` } : { right: `${100 - at}%` };
  return (
    <span class="track">
      <span
        class="log-text"
        data-side={isRight ? 'right' : 'left'}
        style={place}
      >
        <span class="log-point" />
        <span class="log-words">{describeLog(entry.log)}</span>
      </span>
    </span>
  );
}
