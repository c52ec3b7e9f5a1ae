import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { SetAside } from './set-aside.ts';
import { toPayments } from './stored-payment.ts';

const item = {
  payment_id: { S: 'p-1' },
  created_at: { S: '2026-01-01T00:00:00.001Z' },
  amount: { N: '36.1' },
  currency: { S: 'EUR' },
  merchant_id: { S: 'merchant-0039' },
  status: { S: 'captured' },
  source: { S: 'mock-generator' },
};

function readOne(change: Record<string, AttributeValue | undefined>) {
  const setAside = new SetAside();
  const changed = { ...item, ...change } as Record<string, AttributeValue>;
  const payments = toPayments([changed], setAside);
  return { payments, setAside };
}

describe('toPayments', () => {
  it('returns the seven attributes, and ignores others', () => {
    const { payments, setAside } = readOne({ note: { S: 'x' } });

    expect(payments).toEqual([
      {
        payment_id: 'p-1',
        created_at: '2026-01-01T00:00:00.001Z',
        amount: '36.1',
        currency: 'EUR',
        merchant_id: 'merchant-0039',
        status: 'captured',
        source: 'mock-generator',
      },
    ]);
    expect(setAside.count).toBe(0);
  });

  const number = 'a number';
  const code = 'a currency code of ISO 4217';
  const time = 'a time such as `2026-01-01T00:00:00.000Z`';
  it.each<[string, Record<string, AttributeValue | undefined>, string, string]>(
    [
      ['amount', { amount: undefined }, number, 'nothing'],
      ['amount', { amount: { NULL: true } }, number, '`{"NULL":true}`'],
      [
        'amount',
        { amount: { L: [{ N: '1' }] } },
        number,
        '`{"L":[{"N":"1"}]}`',
      ],
      ['amount', { amount: { S: '12,50' } }, number, '`{"S":"12,50"}`'],
      ['amount', { amount: { S: '12.50' } }, number, '`{"S":"12.50"}`'],
      [
        'amount',
        { amount: { B: Uint8Array.of(1, 2) } },
        number,
        '`{"B":"AQI="}`',
      ],
      ['amount', { amount: { N: '1E+9999' } }, number, '`{"N":"1E+9999"}`'],
      ['currency', { currency: { S: 'EURO' } }, code, '`{"S":"EURO"}`'],
      ['currency', { currency: undefined }, code, 'nothing'],
      ['created_at', { created_at: { S: 'yesterday' } }, time, '`{"S":"yest'],
      ['created_at', { created_at: { S: '1' } }, time, '`{"S":"1"}`'],
      [
        'created_at',
        { created_at: { S: '2026-02-30T00:00:00Z' } },
        time,
        '`{"S',
      ],
      ['status', { status: { N: '1' } }, 'text', '`{"N":"1"}`'],
      ['source', { source: undefined }, 'text', 'nothing'],
    ],
  )('sets aside a wrong %s: %j', (name, change, expected, got) => {
    const { payments, setAside } = readOne(change);

    expect(payments).toEqual([]);
    expect(setAside.count).toBe(1);
    expect(setAside.describe()).toMatch(/^payment_id p-1, created_at /);
    expect(setAside.describe()).toContain(
      `: Expected \`${name}\` to be ${expected}, got ${got}`,
    );
  });

  it('names every wrong attribute of an item', () => {
    const { setAside } = readOne({
      amount: { BOOL: true },
      currency: { S: 'EURO' },
    });

    expect(setAside.count).toBe(1);
    expect(setAside.describe()).toContain('Expected `amount`');
    expect(setAside.describe()).toContain('Expected `currency`');
  });

  it('shortens a long value', () => {
    const { setAside } = readOne({ amount: { S: 'x'.repeat(100_000) } });

    expect(setAside.describe().length).toBeLessThan(250);
  });
});

describe('SetAside', () => {
  it('describes the first twenty, one a line, and counts the rest', () => {
    const setAside = new SetAside();
    for (let index = 1; index <= 23; index += 1) {
      setAside.add({ payment_id: `p-${index}`, created_at: 'a\nb' }, 'Bad.');
    }

    const lines = setAside.describe().split('\n');

    expect(setAside.count).toBe(23);
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe('payment_id p-1, created_at a\\nb: Bad.');
    expect(lines.at(-1)).toBe('… and 3 more');
  });
});
