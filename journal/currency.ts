/** ISO 4217 minor-unit digits of the generated currencies. */
export const minorUnitDigits = {
  EUR: 2,
  USD: 2,
  GBP: 2,
  CHF: 2,
  SEK: 2,
  JPY: 0,
  KRW: 0,
  KWD: 3,
} as const;

export type Currency = keyof typeof minorUnitDigits;

/** Formats minor units as exact decimal text: 1999 euro cents as `19.99`. */
export function formatAmount(amountMinor: number, currency: Currency): string {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) {
    throw new RangeError(
      'Expected `amountMinor` to be a non-negative safe integer, ' +
        `got \`${amountMinor}\` (${typeof amountMinor})`,
    );
  }
  const digits = minorUnitDigits[currency];
  if (digits === 0) {
    return String(amountMinor);
  }
  const padded = String(amountMinor).padStart(digits + 1, '0');
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** Parses what `formatAmount` writes; returns undefined for any other text. */
export function parseAmount(
  text: string,
  currency: Currency,
): number | undefined {
  const amountMinor = Number(text.replace('.', ''));
  const isExact =
    Number.isSafeInteger(amountMinor) &&
    amountMinor >= 0 &&
    formatAmount(amountMinor, currency) === text;
  return isExact ? amountMinor : undefined;
}
