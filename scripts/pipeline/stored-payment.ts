import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A payment as the table holds it; `amount` is decimal text. */
export interface StoredPayment {
  payment_id: string;
  created_at: string;
  amount: string;
  currency: string;
  merchant_id: string;
  status: string;
  source: string;
}

export function toPayment(item: Record<string, AttributeValue>): StoredPayment {
  const text = (name: string) => item[name]?.S ?? item[name]?.N ?? '';
  return {
    payment_id: text('payment_id'),
    created_at: text('created_at'),
    amount: text('amount'),
    currency: text('currency'),
    merchant_id: text('merchant_id'),
    status: text('status'),
    source: text('source'),
  };
}
