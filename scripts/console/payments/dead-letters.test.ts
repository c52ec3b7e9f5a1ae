import { describe, expect, it } from 'vitest';
import { toDeadLetter } from './dead-letters.ts';

const requestId = '0f6258f9-e638-43f3-8bfc-8a107beacc2d';
const ownKey = `journal/${requestId}.ndjson.gz`;

const read = (body: unknown, keys: string[] = []) =>
  toDeadLetter(
    {
      id: 'message-1',
      sent_at_ms: Date.UTC(2026, 0, 1),
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    new Set(keys),
  );

const failed = (requestPayload: unknown) => ({
  requestContext: { requestId },
  requestPayload,
  responsePayload: { errorType: 'JournalError', errorMessage: 'no bucket' },
});

describe('toDeadLetter', () => {
  it('names the request, its payload and its error', () => {
    expect(read(failed({ count: 3 }))).toEqual({
      messageId: 'message-1',
      sentAt: '2026-01-01T00:00:00.000Z',
      requestId,
      payload: '{"count":3}',
      error: 'JournalError: no bucket',
      journalKey: null,
    });
  });

  it.each([
    ['the request', { count: 3 }, ownKey],
    [
      'the idempotency key',
      { count: 3, idempotency_key: 'order-1' },
      'journal/order-1.ndjson.gz',
    ],
    ['a replay', { replay: 'journal/a.ndjson.gz' }, 'journal/a.ndjson.gz'],
  ])('finds the journal object of %s, if there is one', (_, payload, key) => {
    expect(read(failed(payload), [key]).journalKey).toBe(key);
    expect(read(failed(payload), ['journal/b.ndjson.gz']).journalKey).toBe(
      null,
    );
  });

  it.each(['', 'text', '{}', '[3]'])('shows another message, `%s`', (body) => {
    expect(read(body)).toMatchObject({
      requestId: null,
      payload: body,
      error: null,
      journalKey: null,
    });
  });
});
