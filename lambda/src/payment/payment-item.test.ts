import { describe, expect, it } from 'vitest';
import { toItem } from './payment-item.ts';

describe('toItem', () => {
  it('returns the seven attributes that readers rely on', () => {
    const item = toItem({
      paymentId: '33345947-8210-4867-a6ed-7295f8888e4c',
      createdAt: new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 6)),
      amountMinor: 12_340,
      currency: 'KWD',
      merchantId: 'merchant-0039',
      status: 'captured',
    });

    expect(item).toEqual({
      payment_id: { S: '33345947-8210-4867-a6ed-7295f8888e4c' },
      created_at: { S: '2026-01-02T03:04:05.006Z' },
      amount: { N: '12.340' },
      currency: { S: 'KWD' },
      merchant_id: { S: 'merchant-0039' },
      status: { S: 'captured' },
      source: { S: 'mock-generator' },
    });
  });
});
