import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** The attributes of a payment in the table, in the order of the contract. */
export const paymentAttributes = [
  'payment_id',
  'created_at',
  'amount',
  'currency',
  'merchant_id',
  'status',
  'source',
] as const;

/** A payment as the table holds it; `amount` is decimal text. */
export type StoredPayment = Record<(typeof paymentAttributes)[number], string>;

/** An attribute that is missing, or neither text nor a number, becomes empty text. */
export function toPayment(item: Record<string, AttributeValue>): StoredPayment {
  return Object.fromEntries(
    paymentAttributes.map((name) => [
      name,
      item[name]?.S ?? item[name]?.N ?? '',
    ]),
  ) as StoredPayment;
}
