import { type Currency, minorUnitDigits } from '../currency.ts';
import { type Payment, paymentStatuses } from '../payment.ts';

const currencies = Object.keys(minorUnitDigits) as Currency[];
const firstId = 0x33345947;

/** Distinct payments, in every currency and status. */
export function samplePayments(count: number): Payment[] {
  return Array.from({ length: count }, (_, index) => ({
    paymentId: `${(firstId + index).toString(16)}-8210-4867-a6ed-7295f8888e4c`,
    createdAt: new Date(Date.UTC(2026, 0, 1) - 7 * index),
    amountMinor: 3_614 + ((11 * index) % 5_000),
    currency: currencies[index % currencies.length] ?? 'EUR',
    merchantId: `merchant-${String(39 + (index % 200)).padStart(4, '0')}`,
    status: paymentStatuses[Math.floor(index / 5) % 5] ?? 'captured',
  }));
}
