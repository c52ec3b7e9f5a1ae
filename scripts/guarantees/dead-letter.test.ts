import { describe, expect, it } from 'vitest';
import { eventOf, explainBody, readDeadLetter } from './dead-letter.ts';

const requestContext = { requestId: '0f6258f9-e638-43f3-8bfc-8a107beacc2d' };

describe('eventOf', () => {
  it('makes the request id the idempotency key, so that the journal is found', () => {
    expect(eventOf({ requestContext, requestPayload: { count: 3 } })).toEqual({
      count: 3,
      idempotency_key: requestContext.requestId,
    });
  });

  it.each([
    { count: 3, idempotency_key: 'order-4711' },
    { replay: 'journal/order-4711.ndjson.gz' },
    // The function rejects these, so they end up in the queue.
    'text',
    [3],
    null,
  ])('leaves %j unchanged', (requestPayload) => {
    expect(eventOf({ requestContext, requestPayload })).toEqual(requestPayload);
  });
});

describe('readDeadLetter', () => {
  it('reads what Lambda sends', () => {
    const message = { requestContext, requestPayload: { count: 3 } };

    expect(
      readDeadLetter(JSON.stringify({ ...message, version: '1.0' })),
    ).toEqual(message);
  });

  it.each(['', 'text', '[]', '{}', '{"requestContext":{},"requestPayload":1}'])(
    'returns undefined for `%s`',
    (body) => {
      expect(readDeadLetter(body)).toBeUndefined();
    },
  );
});

describe('explainBody', () => {
  it.each([
    ['', 'its body is not JSON'],
    ['text', 'its body is not JSON; not sent again: text'],
    ['[]', 'not a message from Lambda'],
    ['{}', 'see `requestContext`, see `requestPayload`'],
    ['{"requestContext":{},"requestPayload":1}', '`requestContext.requestId`'],
    [`{"requestPayload":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, 'its body is'],
  ])('explains what is wrong with `%.40s`', (body, problem) => {
    expect(readDeadLetter(body)).toBeUndefined();
    expect(explainBody(body)).toContain(problem);
  });

  it('shows the beginning of a large body', () => {
    expect(explainBody('x'.repeat(1_000_000)).length).toBeLessThan(200);
  });
});
