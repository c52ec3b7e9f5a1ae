import { styleText } from 'node:util';
import { printable } from '../../output/printable.ts';
import type { Screen } from '../log/format.ts';
import { formatMs } from './duration.ts';
import { marks } from './marks.ts';
import type { RequestSummary } from './record.ts';

/** `ID=` takes that much of an id. */
export const shortId = 8;

interface Column {
  title: string;
  width: number;
  isNumber?: true;
  cell(request: RequestSummary): string;
}

const columns: Column[] = [
  { title: 'id', width: shortId, cell: ({ id }) => id.slice(0, shortId) },
  {
    title: 'time UTC',
    width: 8,
    cell: ({ startedAt }) => startedAt.slice(11, 19),
  },
  {
    title: 'status',
    width: 9,
    cell: ({ status }) => `${marks[status].mark} ${status}`,
  },
  {
    title: 'duration',
    width: 9,
    isNumber: true,
    cell: ({ durationMs }) => formatMs(durationMs),
  },
  {
    title: 'payments',
    width: 8,
    isNumber: true,
    cell: ({ items }) => (items === null ? '–' : String(items)),
  },
  { title: 'calls', width: 5, isNumber: true, cell: ({ calls }) => `${calls}` },
  {
    title: 'retries',
    width: 7,
    isNumber: true,
    cell: ({ retries }) => orDash(retries),
  },
  {
    title: 'denied',
    width: 6,
    isNumber: true,
    cell: ({ denied }) => orDash(denied),
  },
  { title: 'start', width: 5, cell: ({ cold }) => (cold ? 'cold' : 'warm') },
];

export function formatTitles(): string {
  const titles = columns.map(({ title, width, isNumber }) =>
    align(title, width, isNumber),
  );
  const rules = columns.map(({ width }) => '─'.repeat(width));
  return `${titles.join(' ').trimEnd()}\n${rules.join(' ')}`;
}

/** One line of the table, for one attempt. */
export function formatRow(request: RequestSummary, screen: Screen): string {
  const cells = columns.map(({ width, isNumber, cell }) =>
    align(printable(cell(request)), width, isNumber),
  );
  const attempt = request.attempt > 1 ? ` attempt ${request.attempt}` : '';
  const line = `${cells.join(' ')}${attempt}`.trimEnd();
  // Only what needs attention is coloured.
  return screen.colours && request.status !== 'ok'
    ? styleText(marks[request.status].style, line, { validateStream: false })
    : line;
}

function align(text: string, width: number, isNumber?: true): string {
  return isNumber ? text.padStart(width) : text.padEnd(width);
}

/** A zero would hide the numbers that matter. */
function orDash(count: number): string {
  return count === 0 ? '–' : String(count);
}
