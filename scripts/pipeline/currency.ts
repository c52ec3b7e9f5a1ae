import * as iso4217 from 'dinero.js/currencies';

// Intl has the decimals of CLDR, which differ: none for IQD, for example.
const decimals: ReadonlyMap<string, number> = new Map(
  Object.values(iso4217).map(({ code, base, exponent }) => [
    code,
    // The ariary (MGA) and the ouguiya (MRU) have fifths, of two decimals.
    base === 10 ? exponent : 2,
  ]),
);

/** The maximum number of decimals of a currency. */
export const maxDecimals = Math.max(...decimals.values());

/** The decimals of a currency's amounts by ISO 4217; undefined for any other text. */
export function decimalsOf(currency: string): number | undefined {
  return decimals.get(currency);
}
