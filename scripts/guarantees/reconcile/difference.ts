import type { PaymentLine } from './payment-line.ts';

export const differenceKinds = [
  'missing',
  'duplicate',
  'unexpected',
  'mismatched',
  'contradicted',
] as const;

/**
 * *missing*: in the journal, not in the table. *doubled*: a payment of the
 * journal that the table holds at another time. *unexpected*: in the table
 * only. *different*: in both, with other attributes. *contradicted*: in two
 * journal objects, with other attributes.
 */
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  readonly payment_id: string;
  readonly created_at: string;
  /** Where the journal has it. */
  readonly journal_key?: string;
  /** The object that contradicts it. */
  readonly other_journal_key?: string;
  /** What is not equal. */
  readonly attributes?: string[];
  readonly journal?: string;
  readonly other_journal?: string;
  readonly table?: string;
}

/** The names of what is not equal. */
export function unequalAttributes(
  left: Pick<PaymentLine, 'createdAt' | 'attributes'>,
  right: Pick<PaymentLine, 'createdAt' | 'attributes'>,
): string[] {
  const [ours, theirs] = [left, right].map(
    ({ createdAt, attributes }) =>
      new Map<string, unknown>([
        ['created_at', createdAt],
        ...(JSON.parse(attributes) as [string, unknown][]),
      ]),
  );
  return [
    ...new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])]),
  ].filter(
    (name) =>
      JSON.stringify(ours?.get(name)) !== JSON.stringify(theirs?.get(name)),
  );
}
