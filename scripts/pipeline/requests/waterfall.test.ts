import { describe, expect, it } from 'vitest';
import { call, recorded } from './test-support/recorded.ts';
import { formatWaterfall } from './waterfall.ts';

const screen = { columns: 80, colours: false };

function linesOf(...parameters: Parameters<typeof recorded>): string[] {
  return formatWaterfall(recorded(...parameters), screen).split('\n');
}

describe('formatWaterfall', () => {
  it('shows each call as a bar with duration, status, verdict and items', () => {
    const lines = linesOf({
      spans: [
        call({ service: 's3', operation: 'PutObject', startMs: 0 }),
        call({ items: 25, startMs: 500 }),
      ],
    });

    expect(lines).toEqual([
      '  call                    0 ms                         1000 ms     time result, IAM',
      '  s3:PutObject            ██████████████████                     500 ms 200 ✔',
      '  dynamodb:BatchWriteItem                   ██████████████████   500 ms 200 ✔ 25',
    ]);
  });

  it('shows faults, retries and unprocessed items, and explains the signs', () => {
    const lines = linesOf({
      spans: [
        call({ fault: 'throttle', status: 400, items: 25, error: 'Throttled' }),
        call({ retry: 1, items: 25, unprocessed: 10, fault: 'unprocessed' }),
        call({ retry: 2, items: 10, fault: 'drop', durationMs: null }),
      ],
    });

    expect(lines[1]).toMatch(/500 ms 400 ✔ 0\/25 ↯throttle$/);
    expect(lines[2]).toMatch(/500 ms 200 ✔ 15\/25 ↻1 ↯unprocessed$/);
    expect(lines[3]).toMatch(/█[▉-▏]? +… 200 ✔ 10 ↻2 ↯drop$/);
    expect(lines.at(-1)).toBe(
      '  15/25 items written of those sent   ↻ retry   ↯ injected fault',
    );
  });

  it('names the permission that was denied, and the statement that denies it', () => {
    const iam = {
      allowed: false,
      action: 'dynamodb:BatchWriteItem',
      resource: 'arn:aws:dynamodb:::table/payments',
      statement: 'NoWrites',
      statements: [],
    };
    const lines = linesOf({
      spans: [call({ iam, status: 400, error: 'AccessDeniedException' })],
    });

    expect(lines[1]).toMatch(/400 ✘ AccessDeniedExc/);
    expect(lines.slice(2, 4)).toEqual([
      '    denied: dynamodb:BatchWriteItem (NoWrites)',
      '    on arn:aws:dynamodb:::table/payments',
    ]);
  });

  it('gives the same reason for a denial once', () => {
    const iam = {
      allowed: false,
      action: 'a',
      resource: 'b',
      statement: null,
      statements: [],
    };
    const lines = linesOf({ spans: [call({ iam }), call({ iam }), call()] });

    expect(lines.filter((line) => line.includes('denied:'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('✘'))).toHaveLength(2);
  });

  it('shows a line of the log at its time, but not those of Lambda', () => {
    const lines = linesOf({
      log: [
        { time: '2026-11-27T04:55:04.765Z', line: 'START RequestId: a' },
        {
          time: '2026-11-27T04:55:05.265Z',
          line: '{"level":"INFO","message":"Payments stored","count":3}',
        },
      ],
      spans: [call({ startMs: 600 })],
    });

    expect(lines[1]).toMatch(/^ {2}log INFO {33}· 500 ms {2}Payments stored/);
    expect(lines).toHaveLength(3);
  });

  it('starts before the invocation if Node had to be started', () => {
    const lines = linesOf({ cold: true, initMs: 1000, spans: [call()] });

    expect(lines[0]).toContain('-1000 ms');
    expect(lines[1]).toMatch(/start of Node +█+[▉-▏]? +1000 ms$/);
  });

  it('only counts calls above 40, except those that something happened to', () => {
    const spans = Array.from({ length: 200 }, (_, index) =>
      call({ startMs: index, fault: index === 150 ? '500' : null }),
    );
    const lines = linesOf({ spans });

    expect(
      lines.filter((line) => line.includes('BatchWriteItem')),
    ).toHaveLength(41);
    expect(lines.join('\n')).toContain('↯500');
    expect(lines.join('\n')).toContain('… 159 more');
  });

  it.each([80, 100, 200])('fits into %i columns', (columns) => {
    const attempt = recorded({
      log: [
        {
          time: '2026-11-27T04:55:04.800Z',
          line: `{"level":"ERROR","message":"${'long '.repeat(100)}"}`,
        },
      ],
      spans: [
        call({ error: 'ProvisionedThroughputExceededException', status: 400 }),
      ],
    });
    const lines = formatWaterfall(attempt, { columns, colours: false });

    expect(Math.max(...lines.split('\n').map((line) => line.length))).toBe(
      columns,
    );
  });

  it('prints no control characters of a function', () => {
    const lines = linesOf({
      spans: [call({ error: '\u001b[31m' })],
      log: [{ time: '2026-11-27T04:55:04.800Z', line: '\u001b]0;owned\u0007' }],
    });

    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the test
    expect(lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
