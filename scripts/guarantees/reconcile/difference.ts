import type { PaymentLine } from './payment-line.ts';

export const differenceKinds = [
  'missing',
  'duplicate',
  'unexpected',
  'mismatched',
  'contradicted',
] as const;

/**
 * *missing*: in the journal, not in the table. *duplicate*: a journal payment
 * that the table holds with another `created_at`. *unexpected*: only in the
 * table. *mismatched*: in both, with different attributes. *contradicted*: in two
 * journal objects, with different attributes.
 */
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  readonly payment_id: string;
  readonly created_at: string;
  /** The journal object that holds the payment. */
  readonly journal_key?: string;
  /** The object that contradicts it. */
  readonly other_journal_key?: string;
  /** The names of the attributes that differ. */
  readonly attributes?: string[];
  readonly journal?: string;
  readonly other_journal?: string;
  readonly table?: string;
}

/** The names of the attributes that differ. */
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
