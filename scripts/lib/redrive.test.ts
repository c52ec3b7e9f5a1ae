import { describe, expect, it } from 'vitest';
import { eventOf } from './redrive.ts';

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
  ])('leaves %j as it is', (requestPayload) => {
    expect(eventOf({ requestContext, requestPayload })).toEqual(requestPayload);
  });
});
