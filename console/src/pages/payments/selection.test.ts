import { describe, expect, it } from 'vitest';
import type { PaymentRow } from '../../../../scripts/console/contract.ts';
import { selectPayments, toShown } from './selection.ts';

const row = (
  payment_id: string,
  changes: Partial<PaymentRow> = {},
): PaymentRow => ({
  payment_id,
  created_at: '2026-11-25T02:57:01.697Z',
  amount: '6.45',
  currency: 'EUR',
  merchant_id: 'merchant-0007',
  status: 'captured',
  source: 'generator',
  mark: 'stored',
  attributes: [],
  journalKey: `journal/request-${payment_id}.ndjson.gz`,
  requestId: `request-${payment_id}`,
  ...changes,
});

const rows = [
  row('a'),
  row('b', { mark: 'missing', currency: 'CHF' }),
  row('c', { merchant_id: null, amount: null }),
  row('d', { mark: 'mismatched' }),
];

const ids = (shown: string | null, text = '') =>
  selectPayments(rows, { shown: toShown(shown), text }).map(
    ({ payment_id }) => payment_id,
  );

describe('selectPayments', () => {
  it('lists problems first, and keeps the order otherwise', () => {
    expect(ids(null)).toEqual(['b', 'd', 'a', 'c']);
  });

  it.each([
    ['problems', ['b', 'd']],
    ['missing', ['b']],
    ['stored', ['a', 'c']],
    ['duplicate', []],
    ['no such mark', ['b', 'd', 'a', 'c']],
  ])('shows %s', (shown, expected) => {
    expect(ids(shown)).toEqual(expected);
  });

  it('finds payments that contain every word, in any case', () => {
    expect(ids(null, 'chf MERCHANT-0007')).toEqual(['b']);
    expect(ids(null, 'chf merchant-0008')).toEqual([]);
  });

  it('finds a payment by its request', () => {
    expect(ids(null, 'request-c')).toEqual(['c']);
  });
});
