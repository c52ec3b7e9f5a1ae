import { describe, expect, it } from 'vitest';
import { parseRecord, toRecord } from './payment-record.ts';
import { samplePayments } from './test-support/sample-payments.ts';

const [payment] = samplePayments(1);
if (!payment) {
  throw new Error('Expected a payment.');
}
const record = toRecord(payment);

describe('parseRecord', () => {
  it('parses every payment that toRecord wrote', () => {
    const payments = samplePayments(500);

    const read = payments.map((each) =>
      parseRecord(JSON.parse(JSON.stringify(toRecord(each)))),
    );

    expect(read).toEqual(payments);
  });

  it.each([
    [{ payment_id: '4711' }, '`payment_id` to be a UUID, got `"4711"`'],
    [{ created_at: '2026-01-01' }, '`created_at` to be a UTC timestamp'],
    [{ amount: 36.14 }, '`amount` to be decimal text'],
    [{ amount: '36.1' }, '`amount` to be decimal text'],
    [{ currency: 'XXX' }, '`currency` to be one of EUR, USD'],
    [{ merchant_id: '' }, '`merchant_id` to be a string that is not empty'],
    [{ status: 'lost' }, '`status` to be one of captured'],
    [{ source: 'elsewhere' }, '`source` to be `"mock-generator"`'],
    [{ status: undefined }, '`status` to be one of captured'],
    [{ card: '4111' }, 'got the field `card` with `"4111"`'],
  ])('rejects %j', (change, reason) => {
    expect(() => parseRecord({ ...record, ...change })).toThrow(reason);
  });

  it.each([null, [], 'text', 3])('rejects %j', (received) => {
    expect(() => parseRecord(received)).toThrow(
      'Expected an object with the seven attributes of a payment, got',
    );
  });
});
