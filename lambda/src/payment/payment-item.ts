import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Payment } from '../../../journal/payment.ts';
import { toRecord } from '../../../journal/payment-record.ts';

/** The stored item: readers of the table rely on these names and types. */
export function toItem(payment: Payment) {
  const record = toRecord(payment);
  return {
    payment_id: { S: record.payment_id },
    created_at: { S: record.created_at },
    amount: { N: record.amount },
    currency: { S: record.currency },
    merchant_id: { S: record.merchant_id },
    status: { S: record.status },
    source: { S: record.source },
  } satisfies Record<string, AttributeValue>;
}
