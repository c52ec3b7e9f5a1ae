import type { Difference } from '../../guarantees/reconcile/difference.ts';
import { shortenAmount } from '../../pipeline/decimal.ts';
import type { PaymentRow } from '../contract.ts';

/** A payment in one line of text, as the reconcile compares it. */
export interface Line {
  paymentId: string;
  createdAt: string;
  attributes: string;
  objectKey: string | undefined;
}

export function toStoredRow(line: Line): PaymentRow {
  return toRow(line, 'stored', []);
}

export function toDifferenceRow(difference: Difference): PaymentRow {
  const { kind, payment_id, created_at, table, journal, journal_key } =
    difference;
  return toRow(
    {
      paymentId: payment_id,
      createdAt: created_at,
      attributes: table ?? journal ?? '[]',
      objectKey: journal_key,
    },
    kind,
    difference.attributes ?? [],
  );
}

function toRow(
  { paymentId, createdAt, attributes, objectKey }: Line,
  mark: PaymentRow['mark'],
  differing: string[],
): PaymentRow {
  const values = new Map(JSON.parse(attributes) as [string, unknown][]);
  const text = (name: string) => {
    const value = values.get(name);
    return typeof value === 'string' ? value : null;
  };
  const [amount, currency] = [text('amount'), text('currency')];
  return {
    payment_id: paymentId,
    created_at: createdAt,
    amount:
      amount !== null && currency !== null
        ? shortenAmount(amount, currency)
        : amount,
    currency,
    merchant_id: text('merchant_id'),
    status: text('status'),
    source: text('source'),
    mark,
    attributes: differing,
    journalKey: objectKey ?? null,
    requestId: null,
  };
}
