import { type Difference, unequalAttributes } from './difference.ts';
import type { PaymentLine } from './payment-line.ts';

/** A payment as one journal object holds it. */
export type Journalled = PaymentLine & { readonly objectKey: string };

/** Each later object that contradicts the first one about a payment. */
export function* contradictionsIn(
  held: readonly Journalled[],
): Generator<Difference> {
  const [first, ...others] = held.toSorted((left, right) =>
    left.objectKey < right.objectKey ? -1 : 1,
  );
  for (const other of others) {
    if (first) {
      yield {
        kind: 'contradicted',
        payment_id: first.paymentId,
        created_at: first.createdAt,
        journal_key: first.objectKey,
        other_journal_key: other.objectKey,
        attributes: unequalAttributes(first, other),
        journal: first.attributes,
        other_journal: other.attributes,
      };
    }
  }
}

export function isSame(left: PaymentLine, right: PaymentLine): boolean {
  return (
    left.createdAt === right.createdAt && left.attributes === right.attributes
  );
}
