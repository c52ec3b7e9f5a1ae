import { describe, expect, it } from 'vitest';
import { fromItem } from './payment-line.ts';

const key = {
  payment_id: { S: 'p-1' },
  created_at: { S: '2026-01-01T00:00:00.000Z' },
};

describe('fromItem', () => {
  it('writes no attribute that the item lacks', () => {
    expect(fromItem(key).attributes).toBe('[]');
  });

  it('keeps a null amount as one', () => {
    const item = { ...key, amount: { NULL: true as const } };

    expect(fromItem(item).attributes).toBe('[["amount",{"NULL":true}]]');
  });

  it('keeps every digit of a number with an exponent', () => {
    const item = { ...key, amount: { N: '1.5E+30' } };

    expect(fromItem(item).attributes).toBe(
      `[["amount","15${'0'.repeat(29)}"]]`,
    );
  });
});
