import type { Currency } from '../../../journal/currency.ts';
import type { PaymentStatus } from '../../../journal/payment.ts';
import { drawInteger, type Random } from '../random/random.ts';
import { createWeightedChoice } from '../random/weighted-choice.ts';

/** The mix of mock payments: statuses, currencies, merchants and amounts. */

const merchantCount = 200;

export const drawStatus = createWeightedChoice<PaymentStatus>([
  { value: 'captured', weight: 820 },
  { value: 'authorized', weight: 80 },
  { value: 'declined', weight: 65 },
  { value: 'refunded', weight: 30 },
  { value: 'disputed', weight: 5 },
]);

export const drawCurrency = createWeightedChoice<Currency>([
  { value: 'EUR', weight: 42 },
  { value: 'USD', weight: 26 },
  { value: 'GBP', weight: 12 },
  { value: 'JPY', weight: 8 },
  { value: 'CHF', weight: 4 },
  { value: 'SEK', weight: 3 },
  { value: 'KRW', weight: 3 },
  { value: 'KWD', weight: 2 },
]);

/** Zipf's law: the merchant of rank r gets 1/r as many payments as the first. */
export const drawMerchant = createWeightedChoice<string>(
  Array.from({ length: merchantCount }, (_, index) => ({
    value: `merchant-${String(index + 1).padStart(4, '0')}`,
    weight: Math.floor(1_000_000 / (index + 1)),
  })),
);

/** The price of a cheap item, about one euro, in each currency's minor unit. */
const cheapItemMinor: Readonly<Record<Currency, number>> = {
  EUR: 100,
  USD: 110,
  GBP: 85,
  CHF: 95,
  SEK: 1_100,
  JPY: 160,
  KRW: 1_500,
  KWD: 350,
};

/** Price bands as multiples of a cheap item: many small, few large. */
const drawPriceBand = createWeightedChoice([
  { value: { from: 1, to: 10 }, weight: 35 },
  { value: { from: 10, to: 50 }, weight: 45 },
  { value: { from: 50, to: 250 }, weight: 17 },
  { value: { from: 250, to: 2_500 }, weight: 3 },
]);

/** Draws an amount in minor units, using integer arithmetic only. */
export function drawAmountMinor(random: Random, currency: Currency): number {
  const { from, to } = drawPriceBand(random);
  const unitMinor = cheapItemMinor[currency];
  return drawInteger(random, from * unitMinor, to * unitMinor);
}
