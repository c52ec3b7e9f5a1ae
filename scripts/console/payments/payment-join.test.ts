import { describe, expect, it } from 'vitest';
import type { Difference } from '../../guarantees/reconcile/difference.ts';
import type { Item } from '../../pipeline/stored-payment.ts';
import { PaymentJoin } from './payment-join.ts';

const attributes = (amount: string, currency = 'EUR') =>
  JSON.stringify([
    ['amount', amount],
    ['currency', currency],
    ['merchant_id', 'merchant-0001'],
    ['source', 'mock-generator'],
    ['status', 'captured'],
  ]);

const at = (second: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const stored = (id: string, second: number, amount = '12.3') => ({
  paymentId: id,
  createdAt: at(second),
  attributes: attributes(amount),
  objectKey: 'journal/order.ndjson.gz',
});

const item = (amount: string, currency: string): Item => ({
  payment_id: { S: 'id' },
  created_at: { S: at(0) },
  amount: { N: amount },
  currency: { S: currency },
  merchant_id: { S: 'm' },
  status: { S: 'captured' },
  source: { S: 's' },
});

const difference = (change: Partial<Difference>): Difference => ({
  kind: 'missing',
  payment_id: 'b',
  created_at: at(2),
  journal: attributes('1'),
  journal_key: 'journal/lost.ndjson.gz',
  ...change,
});

describe('PaymentJoin', () => {
  it('shows a stored payment with its journal object', () => {
    const join = new PaymentJoin(10);

    join.onStored(stored('a', 1));

    expect(join.finish().payments).toEqual([
      {
        payment_id: 'a',
        created_at: at(1),
        amount: '12.30',
        currency: 'EUR',
        merchant_id: 'merchant-0001',
        status: 'captured',
        source: 'mock-generator',
        mark: 'stored',
        attributes: [],
        journalKey: 'journal/order.ndjson.gz',
        requestId: null,
      },
    ]);
  });

  it('keeps the newest payments, and all that differ', () => {
    const join = new PaymentJoin(3);

    for (let second = 1; second <= 50; second += 1) {
      join.onStored(stored(`${(second * 7) % 50}`, (second * 7) % 50));
    }
    join.onDifference(difference({ payment_id: 'lost', created_at: at(2) }));

    expect(
      join.finish().payments.map(({ payment_id, mark }) => [payment_id, mark]),
    ).toEqual([
      ['49', 'stored'],
      ['48', 'stored'],
      ['47', 'stored'],
      ['lost', 'missing'],
    ]);
  });

  it('marks what differs, with the values of the table', () => {
    const join = new PaymentJoin(10);

    join.onDifference(
      difference({
        kind: 'mismatched',
        attributes: ['amount'],
        table: attributes('2'),
      }),
    );

    expect(join.finish().payments).toEqual([
      expect.objectContaining({
        mark: 'mismatched',
        attributes: ['amount'],
        amount: '2.00',
        journalKey: 'journal/lost.ndjson.gz',
      }),
    ]);
  });

  it('counts each difference, also those beyond the limit', () => {
    const join = new PaymentJoin(1);

    for (let n = 0; n < 5; n += 1) {
      join.onDifference(difference({ payment_id: `${n}` }));
    }
    join.onDifference(difference({ kind: 'unexpected' }));

    const { payments, differences } = join.finish();
    expect(payments).toHaveLength(1);
    expect(differences).toEqual({
      missing: 5,
      duplicate: 0,
      unexpected: 1,
      mismatched: 0,
      contradicted: 0,
    });
  });

  it('shows a payment that two objects contradict once', () => {
    const join = new PaymentJoin(10);

    join.onDifference(
      difference({ kind: 'contradicted', payment_id: 'a', created_at: at(1) }),
    );
    join.onStored(stored('a', 1));
    join.onStored(stored('a', 2));

    expect(join.finish().payments.map(({ mark }) => mark)).toEqual([
      'stored',
      'contradicted',
    ]);
  });

  it('adds up every payment of the table, exactly', () => {
    const join = new PaymentJoin(1);

    join.onItems([item('0.1', 'EUR'), item('500', 'JPY')]);
    join.onItems([item('0.2', 'EUR'), { payment_id: { S: 'other' } }]);
    join.onJournalled('journal/a.ndjson.gz');

    const { sums, stored, journalled, unreadable } = join.finish();
    expect(sums).toEqual([
      { currency: 'EUR', count: 2, amount: '0.30' },
      { currency: 'JPY', count: 1, amount: '500' },
    ]);
    expect([stored, journalled]).toEqual([4, 1]);
    expect(unreadable).toEqual([expect.stringContaining('payment_id other')]);
  });

  it('describes the first unreadable objects, and counts the others', () => {
    const join = new PaymentJoin(1);

    for (let n = 0; n < 25; n += 1) {
      join.onUnreadable({ objectKey: `journal/${n}`, line: 1, reason: 'bad' });
    }

    const { unreadable } = join.finish();
    expect(unreadable).toHaveLength(21);
    expect(unreadable[0]).toBe('journal/0 line 1: bad');
    expect(unreadable.at(-1)).toBe('… and 5 more journal objects');
  });

  it('shows attributes of other types as none', () => {
    const join = new PaymentJoin(1);

    join.onDifference(
      difference({ kind: 'unexpected', table: '[["amount",{"BOOL":true}]]' }),
    );

    expect(join.finish().payments[0]).toMatchObject({
      amount: null,
      currency: null,
    });
  });
});
