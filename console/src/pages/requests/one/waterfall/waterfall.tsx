import type { ComponentChildren } from 'preact';
import { Fragment } from 'preact';
import { useRef } from 'preact/hooks';
import { formatMs } from '../../../../../../scripts/pipeline/requests/duration.ts';
import { useShortcuts } from '../../../../keyboard/shortcuts.ts';
import type { Entry } from './entries.ts';
import { percentOf, type TimeRange, ticksOf } from './geometry.ts';
import { EntryRow } from './row.tsx';
import './bar.css';
import './waterfall.css';

interface WaterfallProps {
  entries: readonly Entry[];
  range: TimeRange;
  /** The key of the entry whose details are shown. */
  selected: string | undefined;
  onSelect(key: string | undefined): void;
  /** At a phone's width, the details are shown below the row. */
  detailsOf: ((entry: Entry) => ComponentChildren) | undefined;
}

/** Calls and log lines in the order of their start, on one scale of time. */
export function Waterfall(props: WaterfallProps) {
  const { entries, range, selected, onSelect, detailsOf } = props;
  const list = useRef<HTMLOListElement>(null);
  const focused = Math.max(
    0,
    entries.findIndex(({ key }) => key === selected),
  );
  const move = (by: number) => {
    const isAny = entries.some(({ key }) => key === selected);
    const to = isAny ? focused + by : 0;
    const entry = entries[Math.min(entries.length - 1, Math.max(0, to))];
    if (entry) {
      onSelect(entry.key);
      list.current
        ?.querySelector<HTMLElement>(`[data-key="${entry.key}"]`)
        ?.focus();
    }
  };
  useShortcuts([
    { keys: 'j', does: 'Next call or log line', run: () => move(1) },
    { keys: 'k', does: 'Previous call or log line', run: () => move(-1) },
    {
      keys: 'Escape',
      does: 'Show the request’s details',
      run: () => onSelect(undefined),
    },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      move(by);
    }
  };
  return (
    <section class="waterfall" aria-label="Calls and log lines">
      <Scale range={range} />
      <ol ref={list} onKeyDown={onKeyDown}>
        {entries.map((entry, index) => (
          <Fragment key={entry.key}>
            <EntryRow
              entry={entry}
              range={range}
              isSelected={entry.key === selected}
              isStop={index === focused}
              onSelect={onSelect}
            />
            {entry.key === selected && detailsOf && (
              <li class="inline-details">{detailsOf(entry)}</li>
            )}
          </Fragment>
        ))}
      </ol>
    </section>
  );
}

const tickCount = 5;
/** A text further right would leave the track. */
const lastPercent = 85;

function shownTicks(range: TimeRange): number[] {
  return ticksOf(range, tickCount).filter(
    (ms) => percentOf(ms, range) <= lastPercent,
  );
}

function Scale({ range }: { range: TimeRange }) {
  return (
    <div class="waterfall-row scale" aria-hidden="true">
      <span class="entry-name">Call</span>
      <span class="track">
        {shownTicks(range).map((ms) => (
          <span
            key={ms}
            class="tick"
            style={{ left: `${percentOf(ms, range)}%` }}
          >
            {formatMs(ms)}
          </span>
        ))}
      </span>
      <span class="entry-time">Time</span>
      <span class="entry-result">Result, IAM</span>
    </div>
  );
}
