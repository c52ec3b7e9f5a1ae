import { styleText } from 'node:util';
import { printable } from '../../output/printable.ts';
import { responseSchema } from '../invoke.ts';
import type { Screen } from '../log/format.ts';
import { shortFrames } from '../log/frames.ts';
import { formatMs } from './duration.ts';
import { marks } from './marks.ts';
import type { Attempt } from './record.ts';
import { formatWaterfall } from './waterfall.ts';

/** Width of `  response  `. */
const factIndent = 12;

/** All attempts of a request, for a terminal or a report. */
export function formatRequest(attempts: Attempt[], screen: Screen): string {
  return attempts
    .map((attempt) => formatAttempt(attempt, attempts.length, screen))
    .join('\n\n');
}

function formatAttempt(
  attempt: Attempt,
  count: number,
  screen: Screen,
): string {
  return [
    heading(attempt, count, screen),
    ...facts(attempt, (screen.columns ?? 80) - factIndent).map(
      ([name, text]) => `  ${name.padEnd(9)} ${text}`,
    ),
    '',
    formatWaterfall(attempt, screen),
    ...explainError(attempt, screen),
  ].join('\n');
}

function heading(
  { id, status, durationMs, attempt }: Attempt,
  count: number,
  { colours }: Screen,
): string {
  const { mark, style } = marks[status];
  const which = count > 1 ? `, attempt ${attempt}` : '';
  const text = `${mark} ${printable(id)}  ${status} ${status === 'running' ? 'so far' : `after ${formatMs(durationMs)}`}${which}`;
  return colours
    ? styleText(['bold', style], text, { validateStream: false })
    : text;
}

function facts(attempt: Attempt, width: number): [string, string][] {
  const { payload, payloadBytes, response, responseBytes, memoryMb } = attempt;
  const start = attempt.cold ? 'cold' : 'warm';
  const invocation =
    attempt.invocationType === 'Event' ? 'asynchronous' : 'synchronous';
  const journal = findJournalObject(attempt);
  return [
    ['function', printable(attempt.function)],
    [
      'started',
      `${attempt.startedAt}, ${start}, ${invocation}${memoryMb === null ? '' : `, ${memoryMb} MB used`}`,
    ],
    ['payload', excerpt(payload, payloadBytes, width)],
    ...(response === null || attempt.error
      ? []
      : [
          ['response', excerpt(response, responseBytes ?? 0, width)] as [
            string,
            string,
          ],
        ]),
    ...(journal ? [['journal', printable(journal)] as [string, string]] : []),
  ];
}

/** Where the payments of the request were written before the table. */
function findJournalObject({ response, spans }: Attempt): string | undefined {
  const key = journalKeyIn(response);
  const written = spans.find(
    ({ service, operation }) => service === 's3' && operation === 'PutObject',
  )?.iam.resource;
  return written?.replace(/^arn:[^:]*:s3:::/, 's3://') ?? key;
}

function journalKeyIn(response: string | null): string | undefined {
  try {
    return responseSchema.parse(JSON.parse(response ?? '')).journal_key;
  } catch {
    // It was cut, is that of another function, or there is none.
    return undefined;
  }
}

function explainError({ error }: Attempt, { colours }: Screen): string[] {
  if (!error) {
    return [];
  }
  const title = `${error.type}: ${error.message}`.split('\n').map(printable);
  const frames = shortFrames(error.frames).map(
    (frame) => `    ${printable(frame)}`,
  );
  const [first = '', ...more] = title.map((line) => `  ${line}`);
  return [
    '',
    colours ? styleText('red', first, { validateStream: false }) : first,
    ...more,
    ...frames,
  ];
}

/** One line of at most `width` characters. */
function excerpt(text: string, bytes: number, width: number): string {
  const line = printable(text);
  const size = `… (${bytes} bytes)`;
  return line.length > width
    ? `${line.slice(0, Math.max(0, width - size.length))}${size}`
    : line;
}
