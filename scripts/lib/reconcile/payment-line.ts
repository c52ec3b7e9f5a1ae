import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { trimDecimal } from '../decimal.ts';

/**
 * A payment as one line of text: equal payments give equal lines, whichever
 * side they come from.
 */
export interface PaymentLine {
  /** Both attributes of the table's key. */
  readonly paymentId: string;
  readonly createdAt: string;
  /** Everything else, as JSON. */
  readonly attributes: string;
}

const keyNames = ['payment_id', 'created_at'];
const otherNames = ['amount', 'currency', 'merchant_id', 'status', 'source'];
const names = [...keyNames, ...otherNames];

/** Parses a line of the journal. @throws Error that says what is wrong. */
export function fromJournal(line: string): PaymentLine {
  const record: unknown = JSON.parse(line);
  const fields = Object(record) as Record<string, unknown>;
  const wrong = names.find((name) => typeof fields[name] !== 'string');
  const foreign = Object.keys(fields).find((name) => !names.includes(name));
  if (wrong ?? foreign) {
    throw new Error(
      wrong
        ? `Expected \`${wrong}\` to be a string, got \`${JSON.stringify(fields[wrong])}\`.`
        : `Expected the attributes of a payment, got \`${foreign}\` beside them.`,
    );
  }
  const { payment_id, created_at, amount, ...rest } = fields as Record<
    string,
    string
  >;
  return toLine(payment_id, created_at, {
    ...rest,
    amount: trimDecimal(amount ?? ''),
  });
}

/** An attribute of another type, or one too many, stays in and so differs. */
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
    .sort()
    .map((name) => [name, attributes[name]]);
  return { paymentId, createdAt, attributes: JSON.stringify(sorted) };
}
