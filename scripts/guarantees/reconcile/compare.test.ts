import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Payment } from '../../../journal/payment.ts';
import { compare } from './compare.ts';
import type { Difference } from './difference.ts';
import { fromItem, fromJournal } from './payment-line.ts';
import { Spill } from './spill.ts';

const record = (payment_id: string, change = {}) => ({
  payment_id,
  created_at: '2026-01-01T00:00:00.000Z',
  amount: '12.30',
  currency: 'EUR',
  merchant_id: 'merchant-0001',
  status: 'captured',
  source: 'mock-generator',
  ...change,
});

type PaymentRecord = ReturnType<typeof record>;

const paymentOf = (fields: PaymentRecord): Payment => ({
  paymentId: fields.payment_id,
  createdAt: new Date(fields.created_at),
  amountMinor: Number(fields.amount.replace('.', '')),
  currency: 'EUR',
  merchantId: fields.merchant_id,
  status: fields.status as Payment['status'],
});

/** As DynamoDB returns it: without a number's trailing zeros. */
const itemOf = ({ amount, ...texts }: PaymentRecord) => ({
  ...Object.fromEntries(
    Object.entries(texts).map(([name, value]) => [name, { S: value }]),
  ),
  amount: { N: String(Number(amount)) },
});

describe('compare', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'compare-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function differencesOf(
    journalled: PaymentRecord[],
    stored: PaymentRecord[],
    alsoJournalled: PaymentRecord[] = [],
  ): Promise<Difference[]> {
    const journal = new Spill(path.join(folder, 'journal'));
    const table = new Spill(path.join(folder, 'table'));
    const objects = [
      ...alsoJournalled.map(
        (each) => [each, 'journal/again.ndjson.gz'] as const,
      ),
      ...journalled.map((each) => [each, 'journal/order.ndjson.gz'] as const),
    ];
    for (const [each, objectKey] of objects) {
      const line = fromJournal(paymentOf(each));
      journal.add(line.paymentId, [
        line.paymentId,
        line.createdAt,
        line.attributes,
        objectKey,
      ]);
    }
    for (const each of stored) {
      const line = fromItem(itemOf(each));
      table.add(line.paymentId, [
        line.paymentId,
        line.createdAt,
        line.attributes,
      ]);
    }
    journal.close();
    table.close();
    const differences: Difference[] = [];
    for await (const difference of compare(journal, table)) {
      differences.push(difference);
    }
    return differences;
  }

  const many = Array.from({ length: 5_000 }, (_, n) => record(`payment-${n}`));

  it('finds nothing if both hold the same payments', async () => {
    expect(await differencesOf(many, many.toReversed())).toEqual([]);
  });

  it('finds a missing payment and its journal object', async () => {
    const differences = await differencesOf(many, many.toSpliced(4_711, 1));

    expect(differences).toEqual([
      expect.objectContaining({
        kind: 'missing',
        payment_id: 'payment-4711',
        journal_key: 'journal/order.ndjson.gz',
      }),
    ]);
  });

  it('finds a payment that is stored at two times', async () => {
    const again = record('payment-1', {
      created_at: '2026-01-02T00:00:00.000Z',
    });

    const differences = await differencesOf(many, [...many, again]);

    expect(differences).toEqual([
      expect.objectContaining({
        kind: 'duplicate',
        ...{ payment_id: 'payment-1' },
        journal_key: 'journal/order.ndjson.gz',
      }),
    ]);
  });

  it('finds a payment that is not in the journal', async () => {
    const [difference] = await differencesOf(many, [...many, record('other')]);

    expect(difference).toMatchObject({
      kind: 'unexpected',
      payment_id: 'other',
    });
  });

  it.each([{ amount: '12.31' }, { status: 'refunded' }, { card: '4111' }])(
    'finds a payment with %j',
    async (change) => {
      const stored = many.with(7, record('payment-7', change));

      const [difference] = await differencesOf(many, stored);

      expect(difference).toMatchObject({
        kind: 'mismatched',
        payment_id: 'payment-7',
      });
    },
  );

  it('counts a payment once if two requests with the same seed wrote it', async () => {
    expect(await differencesOf([...many, ...many], many)).toEqual([]);
  });

  it.each([
    [{ amount: '12.31' }, ['amount']],
    [{ status: 'refunded', merchant_id: 'm' }, ['merchant_id', 'status']],
    [{ created_at: '2026-01-02T00:00:00.000Z' }, ['created_at']],
  ])('finds two objects that disagree by %j', async (change, attributes) => {
    const other = record('payment-7', change);
    // Both may have been written to the table, so the table alone looks correct.
    const stored = 'created_at' in change ? [...many, other] : many;

    const differences = await differencesOf(many, stored, [other]);

    expect(differences).toEqual([
      expect.objectContaining({
        kind: 'contradicted',
        payment_id: 'payment-7',
        attributes,
        journal_key: 'journal/again.ndjson.gz',
        other_journal_key: 'journal/order.ndjson.gz',
      }),
    ]);
  });

  it('names the attributes that differ in the table', async () => {
    const stored = many.with(7, record('payment-7', { amount: '1.00' }));

    const [difference] = await differencesOf(many, stored);

    expect(difference?.attributes).toEqual(['amount']);
  });
});

describe('fromJournal', () => {
  it('converts a payment and its item to the same line', () => {
    const one = record('payment-1', { amount: '1200.00' });

    expect(fromJournal(paymentOf(one))).toEqual(fromItem(itemOf(one)));
  });
});
