import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Payment } from '../../../journal/payment.ts';
import { toRecord } from '../../../journal/payment-record.ts';
import { trimDecimal } from '../../pipeline/decimal.ts';

/**
 * A payment as one line of text: equal payments give equal lines, from the
 * journal and from the table.
 */
export interface PaymentLine {
  /** Both attributes of the table's key. */
  readonly paymentId: string;
  readonly createdAt: string;
  /** Everything else, as JSON. */
  readonly attributes: string;
}

export function fromJournal(payment: Payment): PaymentLine {
  const { payment_id, created_at, amount, ...rest } = toRecord(payment);
  return toLine(payment_id, created_at, {
    ...rest,
    amount: trimDecimal(amount),
  });
}

/** Keeps extra attributes and wrong types, so that they count as differences. */
export function fromItem(item: Record<string, AttributeValue>): PaymentLine {
  const { payment_id, created_at, amount, ...rest } = item;
  const others = Object.entries(rest).map(([name, value]) => [
    name,
    value.S ?? value,
  ]);
  return toLine(payment_id?.S, created_at?.S, {
    ...Object.fromEntries(others),
    amount: amount?.N === undefined ? amount : trimDecimal(amount.N),
  });
}

function toLine(
  paymentId = '',
  createdAt = '',
  attributes: Record<string, unknown>,
): PaymentLine {
  const sorted = Object.keys(attributes)
    .filter((name) => attributes[name] !== undefined)
    .sort()
    .map((name) => [name, attributes[name]]);
  return { paymentId, createdAt, attributes: JSON.stringify(sorted) };
}
