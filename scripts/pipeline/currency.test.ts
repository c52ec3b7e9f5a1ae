import { describe, expect, it } from 'vitest';
import { minorUnitDigits } from '../../journal/currency.ts';
import { decimalsOf } from './currency.ts';

describe('decimalsOf', () => {
  // Intl has CLDR's decimals, which differ: 0 for IQD, 2 for CLF in some versions.
  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['IQD', 3],
    ['LAK', 2],
    ['HUF', 2],
    ['CLF', 4],
    ['XCG', 2],
    // A fifth each, to which ISO 4217 gives two decimals.
    ['MGA', 2],
    ['MRU', 2],
  ])('gives %s the %i decimals of ISO 4217', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });

  it.each(['EURO', 'eur', '', 'XYZ', 'constructor', 'E\x1b['])(
    'knows no currency %j',
    (currency) => {
      expect(decimalsOf(currency)).toBeUndefined();
    },
  );

  it('agrees with the amounts that the function writes', () => {
    for (const [currency, digits] of Object.entries(minorUnitDigits)) {
      expect([currency, decimalsOf(currency)]).toEqual([currency, digits]);
    }
  });
});
