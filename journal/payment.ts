import type { Currency } from './currency.ts';

export const paymentStatuses = [
  'captured',
  'authorized',
  'declined',
  'refunded',
  'disputed',
] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

export interface Payment {
  readonly paymentId: string;
  readonly createdAt: Date;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly merchantId: string;
  readonly status: PaymentStatus;
}
