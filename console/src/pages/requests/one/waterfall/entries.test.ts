import { describe, expect, it } from 'vitest';
import {
  call,
  recorded,
} from '../../../../../../scripts/pipeline/requests/test-support/recorded.ts';
import { describeItems, entriesOf, outcomeOf } from './entries.ts';

const denied = {
  allowed: false,
  action: 'dynamodb:PutItem',
  resource: null,
  statement: null,
  statements: [],
};

describe('entriesOf', () => {
  it('orders the start of Node, calls and log lines by their time', () => {
    const entries = entriesOf(
      recorded({
        initMs: 300,
        startedAt: '2026-11-27T04:55:04.000Z',
        spans: [call({ startMs: 500 }), call({ startMs: 5 })],
        log: [
          { time: '2026-11-27T04:55:04.000Z', line: 'START RequestId: a' },
          {
            time: '2026-11-27T04:55:04.100Z',
            line: '{"level":"INFO","message":"Request accepted"}',
          },
          { time: '2026-11-27T04:55:04.600Z', line: 'END RequestId: a' },
        ],
      }),
    );

    expect(entries.map(({ key, startMs }) => [key, startMs])).toEqual([
      ['init', -300],
      ['call-2', 5],
      ['log-2', 100],
      ['call-1', 500],
    ]);
  });
});

describe('outcomeOf', () => {
  it.each([
    ['denied', { iam: denied, fault: '500', status: 400 }],
    ['fault', { fault: 'drop', status: 200 }],
    ['failed', { status: 412 }],
    ['running', { status: null, durationMs: null }],
    ['service', { source: 'lambda' as const }],
    ['ok', {}],
  ])('is %s', (expected, changes) => {
    expect(outcomeOf(call(changes))).toBe(expected);
  });
});

describe('describeItems', () => {
  it.each([
    ['', { items: null }],
    ['25', { items: 25 }],
    ['15/25', { items: 25, unprocessed: 10 }],
    ['0/25', { items: 25, status: 500 }],
    ['0/25', { items: 25, status: null }],
  ])('is `%s`', (expected, changes) => {
    expect(describeItems(call(changes))).toBe(expected);
  });
});
