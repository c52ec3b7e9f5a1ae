import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { formatAmount } from './currency.ts';
import type { Payment } from './payment.ts';

/** The stored item: these names and types are the contract with readers. */
export function toItem(payment: Payment) {
  return {
    payment_id: { S: payment.paymentId },
    created_at: { S: payment.createdAt.toISOString() },
    amount: { N: formatAmount(payment.amountMinor, payment.currency) },
    currency: { S: payment.currency },
    merchant_id: { S: payment.merchantId },
    status: { S: payment.status },
    source: { S: 'mock-generator' },
  } satisfies Record<string, AttributeValue>;
}
