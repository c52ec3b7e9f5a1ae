import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { formatPayments, summarisePayments } from './payments.ts';

const item = (
  id: string,
  second: number,
  amount: string,
  currency: string,
) => ({
  payment_id: { S: id },
  created_at: { S: new Date(second * 1000).toISOString() },
  amount: { N: amount },
  currency: { S: currency },
  merchant_id: { S: 'merchant-0001' },
  status: { S: 'captured' },
  source: { S: 'mock-generator' },
});

const twoPages = [
  [item('a', 1, '0.1', 'EUR'), item('b', 4, '100', 'JPY')],
  [item('c', 2, '0.2', 'EUR'), item('d', 3, '0.001', 'KWD')],
];

function table(pages: unknown[][] = twoPages): DynamoDBClient {
  const client = new DynamoDBClient({ region: 'us-east-1' });
  const send = async ({ input }: { input: unknown }) => {
    const { ExclusiveStartKey } = input as {
      ExclusiveStartKey?: { page: { N: string } };
    };
    const page = Number(ExclusiveStartKey?.page.N ?? 0);
    const isLast = page === pages.length - 1;
    return {
      Items: pages[page],
      ...(isLast ? {} : { LastEvaluatedKey: { page: { N: `${page + 1}` } } }),
    };
  };
  return Object.assign(client, { send });
}

describe('summarisePayments', () => {
  it('counts all pages, adds exactly, and keeps the newest', async () => {
    const summary = await summarisePayments(table(), 'payments', 2);

    expect(summary.count).toBe(4);
    expect(Object.fromEntries(summary.sums)).toEqual({
      EUR: '0.3',
      JPY: '100',
      KWD: '0.001',
    });
    expect(summary.newest.map(({ payment_id }) => payment_id)).toEqual([
      'b',
      'd',
    ]);
    expect(summary.complete).toBe(true);
  });

  it('stops after maxPages and reports that there are more', async () => {
    const summary = await summarisePayments(table(), 'payments', 5, 1);

    expect(summary).toMatchObject({ count: 2, complete: false });
  });
});

describe('summarisePayments, for items from another writer', () => {
  it('sets aside what is not a payment, and sums the others', async () => {
    const { amount: _, ...withoutAmount } = item('e', 5, '0', 'EUR');
    const items = [withoutAmount, item('f', 6, '0.5', 'EUR')];

    const { count, newest, setAside, sums } = await summarisePayments(
      table([items]),
      'payments',
      5,
    );

    expect({ count, setAside: setAside.count }).toEqual({
      count: 1,
      setAside: 1,
    });
    expect(newest.map(({ payment_id }) => payment_id)).toEqual(['f']);
    expect(Object.fromEntries(sums)).toEqual({ EUR: '0.5' });
  });

  it('adds numbers of 38 digits and of any exponent exactly', async () => {
    const { sums, setAside } = await summarisePayments(
      table([
        [
          item('e', 5, '9'.repeat(38), 'EUR'),
          item('f', 6, '0.01', 'EUR'),
          item('g', 7, '1E+125', 'USD'),
          item('h', 8, '1', 'USD'),
        ],
      ]),
      'payments',
      5,
    );

    expect(Object.fromEntries(sums)).toEqual({
      EUR: `${'9'.repeat(38)}.01`,
      USD: `1${'0'.repeat(124)}1`,
    });
    expect(setAside.count).toBe(0);
  });

  it('orders by the time, whatever its zone', async () => {
    const [early, late] = ['2026-01-01T03:00:00+02:00', '2026-01-01T02:00:00Z'];
    const items = [early, late].map((S) => ({
      ...item(S, 0, '1', 'EUR'),
      created_at: { S },
    }));

    const { newest } = await summarisePayments(table([items]), 'payments', 1);

    expect(newest[0]?.created_at).toBe(late);
  });
});

describe('formatPayments', () => {
  it('writes amounts with the decimals of their currency', async () => {
    const { newest } = await summarisePayments(table(), 'payments', 4);

    const lines = formatPayments(newest).split('\n').slice(2);

    expect(lines.map((line) => line.split(/\s+/).slice(2, 4))).toEqual([
      ['100', 'JPY'],
      ['0.001', 'KWD'],
      ['0.20', 'EUR'],
      ['0.10', 'EUR'],
    ]);
  });
});
