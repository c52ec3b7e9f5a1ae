import { printable } from '../../output/printable.ts';
import { formatBar } from './bar.ts';
import { formatMs } from './duration.ts';
import type { Span } from './record.ts';
import { type Row, type Style, widths } from './row.ts';

/** More calls are only counted, except those that something happened to. */
const shownCalls = 40;

export function callRows(spans: Span[]): Row[] {
  const eventful = new Set(spans.filter(isEventful).slice(0, shownCalls));
  const shown = spans.filter(
    (span, index) => index < shownCalls || eventful.has(span),
  );
  const more = spans.length - shown.length;
  const rows = explainOnce(shown.map(toRow));
  return more === 0 ? rows : [...rows, rowOfMore(more)];
}

/** Many calls may be denied for the same reason, which the first one gives. */
function explainOnce(rows: Row[]): Row[] {
  const given = new Set<string>();
  return rows.map((row) => {
    const reason = row.details.join('\n');
    const isGiven = given.has(reason);
    given.add(reason);
    return isGiven ? { ...row, details: [] } : row;
  });
}

function rowOfMore(count: number): Row {
  return {
    startMs: Number.POSITIVE_INFINITY,
    name: `… ${count} more`,
    bar: ({ cells }) => ' '.repeat(cells),
    text: 'in FORMAT=json',
    isLog: false,
    style: 'dim',
    details: [],
  };
}

function isEventful(span: Span): boolean {
  return (
    span.retry > 0 ||
    span.fault !== null ||
    span.iam.allowed === false ||
    isFailed(span)
  );
}

function isFailed({ status }: Span): boolean {
  return status !== null && status >= 400;
}

function toRow(span: Span): Row {
  const { startMs, durationMs, status, iam } = span;
  return {
    startMs,
    name: printable(`${span.service}:${span.operation}`),
    bar: (scale) => formatBar(startMs, endOf(span, scale.toMs), scale),
    text: [
      formatMs(durationMs).padStart(widths.time),
      `${String(status ?? '…').padStart(3)} ${verdictMark(iam.allowed)}`,
      ...notesOf(span),
    ].join(' '),
    isLog: false,
    style: styleOf(span),
    details: explainDenial(span),
  };
}

/** A call without a response goes up to now. */
function endOf({ startMs, durationMs }: Span, nowMs: number): number {
  return durationMs === null ? nowMs : startMs + durationMs;
}

function verdictMark(allowed: boolean | null): string {
  if (allowed === null) {
    return '–';
  }
  return allowed ? '✔' : '✘';
}

/** Items, retry, and the fault or else the error. */
function notesOf(span: Span): string[] {
  const { retry, fault, error } = span;
  return [
    describeItems(span),
    retry > 0 ? `↻${retry}` : '',
    fault ? `↯${fault}` : (error ?? ''),
  ]
    .filter(Boolean)
    .map(printable);
}

/** `14/25`: written and sent. */
function describeItems({ items, unprocessed, status }: Span): string {
  if (items === null) {
    return '';
  }
  const isDone = status !== null && status < 300;
  const written = isDone ? items - (unprocessed ?? 0) : 0;
  return written === items ? `${items}` : `${written}/${items}`;
}

function explainDenial({ iam, source }: Span): string[] {
  if (iam.allowed !== false) {
    return [];
  }
  const caller = source === 'lambda' ? ' to Lambda itself' : '';
  const statement = iam.statement === null ? '' : ` (${iam.statement})`;
  return [
    `denied${caller}: ${iam.action ?? 'an unknown action'}${statement}`,
    ...(iam.resource === null ? [] : [`on ${iam.resource}`]),
  ].map(printable);
}

function styleOf(span: Span): Style {
  if (span.iam.allowed === false) {
    return 'red';
  }
  if (span.fault !== null) {
    return 'yellow';
  }
  if (span.source === 'lambda') {
    return 'dim';
  }
  return isFailed(span) ? 'red' : 'reset';
}
