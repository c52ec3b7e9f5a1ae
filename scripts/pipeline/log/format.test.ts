import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryReader } from './entry-reader.ts';
import { EntryFormatter, type Screen } from './format.ts';

const id = 'cf5a09df-2fdd-45ad-93f0-1a7be7f31896';
const folder = '/home/me/.local/tmp/awslambda-us-east-1-tasks/payments-1/code';
const stack = [
  'InvalidRequestError: Expected `count`, got `-1` (number).',
  'Nothing was written.',
  `    at parseRequest (${folder}/lambda/src/request.ts:49:11)`,
  `    at ${folder}/lambda/src/handler.ts:53:19`,
];

const stored = JSON.stringify({
  level: 'INFO',
  message: 'Payments stored',
  function_request_id: id,
  count: 3,
  request: { seed: 'a b', keys: ['x'] },
  note: 'one=two',
  none: null,
});

const log = [
  `START RequestId: ${id} Version: $LATEST`,
  stored,
  JSON.stringify({
    level: 'ERROR',
    message: 'Invocation failed',
    function_request_id: id,
    error: {
      name: 'InvalidRequestError',
      message: 'Expected `count`, got `-1` (number).\nNothing was written.',
      stack: stack.join('\n'),
    },
  }),
  '{"_aws":{"Timestamp":1},"Duration":111}',
  `2026-11-25T19:00:23.402Z\t${id}\tERROR\tInvoke Error \t${stack.join('\r')}`,
  'plain output',
  `END RequestId: ${id}`,
  `REPORT RequestId: ${id}\tDuration: 117.69 ms\tMemory Size: 512 MB\t`,
  'between two requests',
];

function show(messages: string[], screen: Screen = { colours: false }) {
  const reader = new EntryReader();
  const formatter = new EntryFormatter(screen);
  return messages
    .map((message) => reader.read({ time: 0, stream: 'one', message }))
    .map((entry) => formatter.format(entry))
    .join('\n');
}

describe('EntryFormatter', () => {
  it('shows time, level, request, message and fields, an error once', () => {
    expect(`\n${show(log)}\n`).toBe(`
1970-01-01T00:00:00.000Z  START   cf5a09df
1970-01-01T00:00:00.000Z  INFO    cf5a09df  Payments stored    count=3 request.seed="a b" request.keys=["x"] note="one=two" none=null
1970-01-01T00:00:00.000Z  ERROR   cf5a09df  Invocation failed  error=InvalidRequestError at=lambda/src/request.ts:49
    InvalidRequestError: Expected \`count\`, got \`-1\` (number).
    Nothing was written.
        at parseRequest (lambda/src/request.ts:49)
        at lambda/src/handler.ts:53
1970-01-01T00:00:00.000Z  METRIC  cf5a09df  Duration=111
1970-01-01T00:00:00.000Z  ERROR   cf5a09df  Invoke Error       error=InvalidRequestError at=lambda/src/request.ts:49
1970-01-01T00:00:00.000Z  OUTPUT  cf5a09df  plain output
1970-01-01T00:00:00.000Z  END     cf5a09df
1970-01-01T00:00:00.000Z  REPORT  cf5a09df  duration_ms=117.69 memory_mb=512
1970-01-01T00:00:00.000Z  OUTPUT  -         between two requests
`);
  });

  it('shows the same error again for another request', () => {
    const other = log.map((line) => line.replaceAll(id, 'other'));

    expect(show([...log, ...other]).match(/Nothing was/g)).toHaveLength(2);
  });

  it('shows the causes of an error', () => {
    const error = {
      name: 'A',
      message: 'a',
      cause: { name: 'B', message: 'b' },
    };
    const line = JSON.stringify({ level: 'ERROR', message: 'm', error });

    expect(show([line])).toMatch(/\n {4}A: a\n {4}Caused by B: b$/);
  });

  it('colours on a terminal only, levels and not texts', () => {
    const coloured = show(log, { colours: true });

    expect(coloured).toContain('\x1b[31mERROR ');
    expect(coloured).toContain('\x1b[32mINFO  ');
    expect(coloured).toContain('\x1b[33mOUTPUT');
    expect(coloured).toContain('\x1b[2mSTART ');
    expect(coloured).toContain('\x1b[2mduration_ms=117.69');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours
    expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe(show(log));
  });

  it.each([80, 120])('wraps between fields at %i columns', (columns) => {
    const lines = show([log[1] ?? '', log[7] ?? ''], {
      columns,
      colours: false,
    });

    expect(lines.split('\n').filter(({ length }) => length > columns)).toEqual(
      [],
    );
    expect(lines.replaceAll(/\n {34}/g, ' ')).toBe(
      show([log[1] ?? '', log[7] ?? '']),
    );
  });

  it('escapes control characters, and breaks lines only to indent them', () => {
    expect(show(['a\x1b[2J\tb\rc\u202e\n'])).toMatch(
      /OUTPUT {2}- {9}a\\x1b\[2J\\tb\n {4}c\\u202e$/,
    );
  });

  it('shows any message without a character that a terminal interprets', () => {
    const text = fc.string({ unit: 'binary' });
    const message = fc.oneof(
      text,
      fc
        .record({
          level: text,
          message: text,
          error: fc.record({ name: text, message: text, stack: text }),
        })
        .map((value) => JSON.stringify(value)),
      fc
        .dictionary(text, text)
        .map((value) => JSON.stringify({ _aws: {}, ...value })),
      text.map((it) => `REPORT RequestId: ${it}\t${it}: ${it}`),
      text.map(
        (it) => `2026-11-25T19:00:23.402Z\t${id}\tERROR\tInvoke Error \t${it}`,
      ),
    );
    fc.assert(
      fc.property(message, (it) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the point
        expect(show([it])).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
        expect(show([it])).not.toMatch(/\n(?! {4})/);
      }),
    );
  });
});
