import type { PaymentRow } from '../../../../scripts/console/contract.ts';
import { type Mark, markNames } from './marks.ts';

/** What the list shows: payments with one mark, or those with any problem. */
export type Shown = Mark | 'problems' | 'all';

export interface Selection {
  shown: Shown;
  /** Words that a payment must contain, all of them. */
  text: string;
}

export function toShown(value: string | null): Shown {
  const names: readonly string[] = [...markNames, 'problems'];
  return value !== null && names.includes(value) ? (value as Shown) : 'all';
}

/** The payments to show: those with a problem first, otherwise in their order. */
export function selectPayments(
  rows: readonly PaymentRow[],
  { shown, text }: Selection,
): PaymentRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(
    (row) => isShown(row.mark, shown) && contains(row, words),
  );
  return [
    ...found.filter(({ mark }) => mark !== 'stored'),
    ...found.filter(({ mark }) => mark === 'stored'),
  ];
}

function isShown(mark: Mark, shown: Shown): boolean {
  return shown === 'problems'
    ? mark !== 'stored'
    : shown === 'all' || shown === mark;
}

function contains(row: PaymentRow, words: readonly string[]): boolean {
  if (words.length === 0) {
    return true;
  }
  const content = [
    row.payment_id,
    row.created_at,
    row.amount,
    row.currency,
    row.merchant_id,
    row.status,
    row.mark,
    row.journalKey,
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => content.includes(word));
}
