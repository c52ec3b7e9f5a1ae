import { styleText } from 'node:util';
import { printable } from '../../output/printable.ts';
import type { LogEntry } from './entry.ts';
import { describeFields } from './fields.ts';
import type { LoggedError } from './logged-error.ts';

type Style = Parameters<typeof styleText>[0];

/** Where the lines are shown. */
export interface Screen {
  /** Lines are wrapped at this width; undefined if it is not a terminal. */
  columns?: number | undefined;
  colours: boolean;
}

/** Standard output, as it is now. */
export function standardOutput(): Screen {
  const { isTTY, columns } = process.stdout;
  return {
    columns: isTTY ? columns : undefined,
    colours: styleText('dim', 'x', { stream: process.stdout }) !== 'x',
  };
}

const widths = {
  time: '2026-11-25T19:00:13.476Z'.length,
  label: 'METRIC'.length,
  /** Of a request id; `REQUEST=` takes that much of it. */
  id: 8,
  text: 'Invocation failed'.length,
};
const wrapIndent = widths.time + widths.label + 4;

/**
 * Formats an entry as one line: time, level, request, message, fields. The
 * message of an error and its stack trace follow on indented lines, once for
 * each request.
 */
export class EntryFormatter {
  readonly #screen: Screen;
  /** The error that was shown last, by request. */
  readonly #shown = new Map<string | undefined, string>();

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  format(entry: LogEntry): string {
    const [text = '', ...more] = entry.text.split(/\r\n?|\n/).map(printable);
    const lines = [...more, ...this.#explain(entry)];
    return [
      this.#firstLine(entry, text),
      ...lines.map((line) => `    ${line}`),
    ].join('\n');
  }

  #firstLine(entry: LogEntry, text: string): string {
    const { time, label, requestId = '-', isBackground } = entry;
    const date = time === undefined ? '' : new Date(time).toISOString();
    const id = printable(requestId).slice(0, widths.id);
    const fields = describeFields(entry);
    const words =
      text && fields.length > 0
        ? [`${text.padEnd(widths.text)} `, ...fields]
        : [text, ...fields].filter(Boolean);
    const rest = this.#wrap(words)
      .split('\n')
      .map((line) => (isBackground ? this.#paint(line, 'dim') : line));
    return [
      this.#paint(date.padEnd(widths.time), 'dim'),
      this.#paint(printable(label).padEnd(widths.label), styleOf(entry)),
      this.#paint(words.length > 0 ? id.padEnd(widths.id) : id, 'dim'),
      ...(words.length > 0 ? [rest.join('\n')] : []),
    ].join('  ');
  }

  /** On a terminal, a word that does not fit starts an indented line. */
  #wrap(words: string[]): string {
    const { columns = Number.POSITIVE_INFINITY } = this.#screen;
    let column = wrapIndent + widths.id + 2;
    return words
      .map((word, index) => {
        const wraps = index > 0 && column + word.length > columns;
        column = (wraps ? wrapIndent : column) + word.length + 1;
        return wraps ? `\n${' '.repeat(wrapIndent)}${word}` : word;
      })
      .join(' ')
      .replaceAll(/ +\n/g, '\n');
  }

  #explain({ error, requestId, label }: LogEntry): string[] {
    if (label === 'REPORT') {
      this.#shown.delete(requestId);
    }
    if (!error) {
      return [];
    }
    const identity = `${error.name}: ${error.message}`;
    const isShown = this.#shown.get(requestId) === identity;
    this.#shown.set(requestId, identity);
    return isShown ? [] : describe(error);
  }

  #paint(text: string, style: Style): string {
    return this.#screen.colours
      ? styleText(style, text, { validateStream: false })
      : text;
  }
}

function styleOf({ level, isBackground }: LogEntry): Style {
  if (level === 'error') {
    return 'red';
  }
  if (isBackground || level === 'debug') {
    return 'dim';
  }
  return level === 'warn' ? 'yellow' : 'green';
}

function describe({ name, message, frames, cause }: LoggedError): string[] {
  const [first = '', ...causes] = cause ? describe(cause) : [];
  return [
    ...`${name}: ${message}`.split(/\r\n?|\n/).map(printable),
    ...frames.map((frame) => `    ${printable(frame)}`),
    ...(first ? [`Caused by ${first}`, ...causes] : []),
  ];
}
