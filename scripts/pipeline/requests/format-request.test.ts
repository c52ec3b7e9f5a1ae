import { describe, expect, it } from 'vitest';
import { formatRequest } from './format-request.ts';
import { call, recorded } from './test-support/recorded.ts';

const screen = { columns: 80, colours: false };

describe('formatRequest', () => {
  it('starts with what was asked, and where the journal object is', () => {
    const text = formatRequest([recorded()], screen);

    expect(text.split('\n').slice(0, 6)).toEqual([
      '✔ 5a1746c1-0735-4c66-a1a4-57fdd3e57185  ok after 1000 ms',
      '  function  payment-generator',
      '  started   2026-11-27T04:55:04.765Z, warm, synchronous, 87 MB used',
      '  payload   {"count":3}',
      '  response  {"payment_ids":[],"journal_key":"journal/a.ndjson.gz"}',
      '  journal   journal/a.ndjson.gz',
    ]);
  });

  it('finds the journal object of a request without a response', () => {
    const iam = {
      allowed: true,
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::bucket/journal/b.ndjson.gz',
      statement: null,
      statements: [],
    };
    const put = call({ service: 's3', operation: 'PutObject', iam });
    const text = formatRequest(
      [recorded({ response: null, spans: [put] })],
      screen,
    );

    expect(text).toContain('journal   s3://bucket/journal/b.ndjson.gz');
  });

  it('ends with the error and its frames, relative to the checkout', () => {
    const code = '/tmp/awslambda-us-east-1-tasks/payments-1/code';
    const text = formatRequest(
      [
        recorded({
          status: 'failed',
          error: {
            type: 'RequestError',
            message: 'count is missing\nNext: send it',
            frames: [
              'RequestError: count is missing',
              `    at parse (${code}/lambda/src/request.ts:61:9)`,
              '    at run (/opt/runtime/index.mjs:1:1)',
            ],
          },
        }),
      ],
      screen,
    );

    expect(text.split('\n').slice(-3)).toEqual([
      '  RequestError: count is missing',
      '  Next: send it',
      '    at parse (lambda/src/request.ts:61)',
    ]);
  });

  it('cuts a long payload, and says how long it is', () => {
    const payload = `{"note":"${'x'.repeat(1000)}"}`;
    const text = formatRequest(
      [recorded({ payload, payloadBytes: 90_000 })],
      screen,
    );

    expect(text).toMatch(/^ {2}payload {3}\{"note":"x+… \(90000 bytes\)$/m);
  });

  it('shows each attempt of a request', () => {
    const text = formatRequest(
      [
        recorded({ status: 'timeout', attempt: 1 }),
        recorded({ status: 'running', durationMs: null, attempt: 2 }),
      ],
      screen,
    );

    expect(text).toContain('timeout after 1000 ms, attempt 1');
    expect(text).toContain('running so far, attempt 2');
  });
});
