import { styleText } from 'node:util';
import type { Screen } from '../log/format.ts';
import { formatBar, type Scale } from './bar.ts';
import { callRows } from './call-rows.ts';
import { formatMs } from './duration.ts';
import { logRows } from './log-rows.ts';
import type { Attempt } from './record.ts';
import { type Row, type Style, widths } from './row.ts';

const defaultColumns = 80;
const minBar = 16;
const minText = widths.time + 1 + widths.result + 1;
const indent = '  ';

/** Calls and log lines of an attempt in the order of their start, with bars on one scale. */
export function formatWaterfall(attempt: Attempt, screen: Screen): string {
  const rows = [
    ...startRow(attempt),
    ...callRows(attempt.spans),
    ...logRows(attempt),
  ].sort((left, right) => left.startMs - right.startMs);
  if (rows.length === 0) {
    return `${indent}No call and no line of the log yet.`;
  }
  const columns = screen.columns ?? defaultColumns;
  const nameWidth = Math.max(...rows.map(({ name }) => name.length), 13);
  const textWidth = Math.max(
    minText,
    ...rows.filter(({ isLog }) => !isLog).map(({ text }) => text.length),
  );
  const cells = columns - indent.length - nameWidth - textWidth - 2;
  const scale = { ...timeRange(attempt), cells: Math.max(minBar, cells) };
  return [
    paint(`${indent}${titles(scale, nameWidth)}`, 'dim', screen),
    ...rows.map((row) => formatRow(row, { scale, nameWidth, columns, screen })),
    ...legend(rows).map((line) => paint(line, 'dim', screen)),
  ].join('\n');
}

interface Layout {
  scale: Scale;
  nameWidth: number;
  columns: number;
  screen: Screen;
}

function formatRow(
  { name, bar, text, isLog, style, details }: Row,
  { scale, nameWidth, columns, screen }: Layout,
): string {
  const space = columns - indent.length - nameWidth - 1;
  const plainBar = bar(scale);
  const rest = isLog
    ? besidePoint(plainBar, text, space)
    : [
        style === 'reset' ? paint(plainBar, 'cyan', screen) : plainBar,
        cut(text, space - scale.cells - 1),
      ].join(' ');
  return [
    `${indent}${name.padEnd(nameWidth)} ${rest}`.trimEnd(),
    ...details.map((detail) => `${indent}  ${detail}`),
  ]
    .map((each) => paint(each, style, screen))
    .join('\n');
}

/** The text of a log line on that side of its point where more fits. */
function besidePoint(bar: string, text: string, space: number): string {
  const point = bar.trimEnd().length;
  const after = space - point - 1;
  return after >= Math.min(text.length, point - 2)
    ? `${bar.trimEnd()} ${cut(text, after)}`
    : `${cut(text, point - 2).padStart(point - 2)} ·`;
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** What the ends of the bars stand for, and the names of the columns. */
function titles({ fromMs, toMs, cells }: Scale, nameWidth: number): string {
  const from = formatMs(fromMs);
  const to = formatMs(toMs).padStart(cells - from.length);
  return `${'call'.padEnd(nameWidth)} ${from}${to} ${'time'.padStart(widths.time)} result, IAM`;
}

/** Explains the signs that occur. */
function legend(rows: Row[]): string[] {
  const texts = rows.filter(({ isLog }) => !isLog).map(({ text }) => text);
  const signs = [
    [/ \d+\/\d+/, '15/25 items written of those sent'],
    [/↻/, '↻ retry'],
    [/↯/, '↯ injected fault'],
  ] as const;
  const found = signs
    .filter(([sign]) => texts.some((text) => sign.test(text)))
    .map(([, meaning]) => meaning);
  return found.length > 0 ? ['', `${indent}${found.join('   ')}`] : [];
}

/** The start of Node ends before the invocation begins. */
function timeRange({ durationMs, initMs, spans }: Attempt) {
  const ends = spans.map((span) => span.startMs + (span.durationMs ?? 0));
  return {
    fromMs: -(initMs ?? 0),
    toMs: Math.max(1, durationMs ?? 0, ...ends),
  };
}

function startRow({ initMs }: Attempt): Row[] {
  return initMs === null
    ? []
    : [
        {
          startMs: -initMs,
          name: 'start of Node',
          bar: (scale) => formatBar(-initMs, 0, scale),
          text: formatMs(initMs).padStart(widths.time),
          isLog: false,
          style: 'reset',
          details: [],
        },
      ];
}

function paint(text: string, style: Style, { colours }: Screen): string {
  return colours && style !== 'reset'
    ? styleText(style, text, { validateStream: false })
    : text;
}
