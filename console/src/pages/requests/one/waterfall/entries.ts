import type {
  Attempt,
  Span,
} from '../../../../../../scripts/console/contract.ts';
import type { LogEntry } from '../../../../../../scripts/pipeline/log/entry.ts';
import { EntryReader } from '../../../../../../scripts/pipeline/log/entry-reader.ts';

/** A row of the waterfall; its key is part of the page's address. */
export type Entry = { key: string; startMs: number } & (
  | { kind: 'init'; initMs: number }
  | { kind: 'call'; span: Span }
  | { kind: 'log'; log: LogEntry; line: string }
);

/** The start of Node, the calls and the function's log lines, by their time. */
export function entriesOf(attempt: Attempt): Entry[] {
  return [
    ...initOf(attempt),
    ...attempt.spans.map(
      (span, index): Entry => ({
        key: `call-${index + 1}`,
        startMs: span.startMs,
        kind: 'call',
        span,
      }),
    ),
    ...logOf(attempt),
  ].sort((left, right) => left.startMs - right.startMs);
}

function initOf({ initMs }: Attempt): Entry[] {
  return initMs === null
    ? []
    : [{ key: 'init', startMs: -initMs, kind: 'init', initMs }];
}

/** Without what the Lambda service wrote, which the page's head has. */
function logOf({ id, startedAt, log }: Attempt): Entry[] {
  const reader = new EntryReader();
  const startMs = Date.parse(startedAt);
  return log
    .map(({ time, line }, index) => ({
      key: `log-${index + 1}`,
      startMs: Date.parse(time) - startMs,
      kind: 'log' as const,
      log: reader.read({ stream: id, message: line }),
      line,
    }))
    .filter(({ log }) => !log.isBackground);
}

/** What a call is shown as; the first that applies. */
export type Outcome =
  | 'denied'
  | 'fault'
  | 'failed'
  | 'running'
  | 'service'
  | 'ok';

export function outcomeOf(span: Span): Outcome {
  const { iam, fault, status, durationMs, source } = span;
  if (iam.allowed === false) {
    return 'denied';
  }
  if (fault !== null) {
    return 'fault';
  }
  if (status !== null && status >= 400) {
    return 'failed';
  }
  if (durationMs === null) {
    return 'running';
  }
  return source === 'lambda' ? 'service' : 'ok';
}

/** `14/25`: written and sent. */
export function describeItems({
  items,
  unprocessed,
  status,
}: Pick<Span, 'items' | 'unprocessed' | 'status'>): string {
  if (items === null) {
    return '';
  }
  const isDone = status !== null && status < 300;
  const written = isDone ? items - (unprocessed ?? 0) : 0;
  return written === items ? `${items}` : `${written}/${items}`;
}
