import type { Payment } from '../../../journal/payment.ts';
import { drawInteger, drawUuid, type Random } from '../random/random.ts';
import {
  drawAmountMinor,
  drawCurrency,
  drawMerchant,
  drawStatus,
} from './payment-mix.ts';

/** The current time of every seeded run, so that its payments are reproducible. */
export const seededRunTime = new Date('2026-01-01T00:00:00.000Z');

const maxGapMs = 1_500;

/**
 * Generates payments, newest first, created at `newestAt` and earlier. Equal
 * arguments give equal payments; a larger count only appends payments.
 */
export function generatePayments(
  count: number,
  random: Random,
  newestAt: Date,
): Payment[] {
  let createdAtMs = newestAt.getTime();
  return Array.from({ length: count }, () => {
    const payment = drawPayment(random, new Date(createdAtMs));
    createdAtMs -= drawInteger(random, 1, maxGapMs);
    return payment;
  });
}

function drawPayment(random: Random, createdAt: Date): Payment {
  const currency = drawCurrency(random);
  return {
    paymentId: drawUuid(random),
    createdAt,
    amountMinor: drawAmountMinor(random, currency),
    currency,
    merchantId: drawMerchant(random),
    status: drawStatus(random),
  };
}
