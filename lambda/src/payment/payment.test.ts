import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import { generatePayments, seededRunTime } from './payment.ts';

function generate(count: number, seed = 'demo') {
  return generatePayments(count, createRandom(seed), seededRunTime);
}

function countBy<Value>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

describe('generatePayments', () => {
  it('repeats the same payments for the same seed', () => {
    expect(generate(200)).toEqual(generate(200));
    expect(generate(1, 'other')).not.toEqual(generate(1));
  });

  it('generates the same payments in every release', () => {
    expect(generate(1)).toMatchInlineSnapshot(`
      [
        {
          "amountMinor": 3614,
          "createdAt": 2026-01-01T00:00:00.000Z,
          "currency": "EUR",
          "merchantId": "merchant-0039",
          "paymentId": "33345947-8210-4867-a6ed-7295f8888e4c",
          "status": "captured",
        },
      ]
    `);
  });

  it('appends payments when the count is larger', () => {
    expect(generate(50).slice(0, 10)).toEqual(generate(10));
  });

  it('dates the first payment at the given time and each next one earlier', () => {
    const times = generate(100).map(({ createdAt }) => createdAt.getTime());

    expect(times[0]).toBe(seededRunTime.getTime());
    expect(times).toEqual([...new Set(times)].sort((a, b) => b - a));
  });

  it('draws positive integer amounts, many small and few large', () => {
    const amounts = generate(10_000)
      .filter(({ currency }) => currency === 'EUR')
      .map(({ amountMinor }) => amountMinor)
      .sort((a, b) => a - b);

    expect(amounts.every((amount) => Number.isSafeInteger(amount))).toBe(true);
    expect(amounts.at(0)).toBeGreaterThan(0);
    expect(amounts.at(amounts.length / 2)).toBeLessThan(30_00);
    expect(amounts.at(-1)).toBeGreaterThan(1_000_00);
  });

  it("derives each merchant's share from its rank", () => {
    const merchants = countBy(
      generate(10_000).map(({ merchantId }) => merchantId),
    );
    const sales = (rank: string) => merchants.get(`merchant-${rank}`) ?? 0;

    expect(sales('0001')).toBeGreaterThan(1.5 * sales('0002'));
    expect(sales('0002')).toBeGreaterThan(1.5 * sales('0004'));
    expect(merchants.size).toBeGreaterThan(150);
  });

  it('captures most payments and disputes few', () => {
    const statuses = countBy(generate(10_000).map(({ status }) => status));

    expect(statuses.get('captured')).toBeGreaterThan(7_800);
    expect(statuses.get('disputed')).toBeLessThan(100);
    expect(statuses.size).toBe(5);
  });
});
