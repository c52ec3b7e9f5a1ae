import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Currency,
  formatAmount,
  minorUnitDigits,
  parseAmount,
} from './currency.ts';

const currencies = Object.keys(minorUnitDigits) as Currency[];

describe('formatAmount', () => {
  it.each<[number, Currency, string]>([
    [1999, 'EUR', '19.99'],
    [5, 'USD', '0.05'],
    [0, 'GBP', '0.00'],
    [1500, 'JPY', '1500'],
    [1, 'KWD', '0.001'],
    [12_345, 'KWD', '12.345'],
    [Number.MAX_SAFE_INTEGER, 'CHF', '90071992547409.91'],
  ])('writes %i minor units of %s as %s', (amountMinor, currency, text) => {
    expect(formatAmount(amountMinor, currency)).toBe(text);
  });

  it('is exact for every amount and currency', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.constantFrom(...currencies),
        (amountMinor, currency) => {
          const text = formatAmount(amountMinor, currency);

          expect(Number(text.replace('.', ''))).toBe(amountMinor);
          expect(text.split('.')[1]?.length ?? 0).toBe(
            minorUnitDigits[currency],
          );
        },
      ),
    );
  });

  it.each([12.5, -1, Number.NaN, 2 ** 53])('throws for %d', (amountMinor) => {
    expect(() => formatAmount(amountMinor, 'EUR')).toThrow(
      `safe integer, got \`${amountMinor}\` (number)`,
    );
  });
});

describe('parseAmount', () => {
  it('parses every amount that formatAmount writes', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.constantFrom(...currencies),
        (amountMinor, currency) => {
          const text = formatAmount(amountMinor, currency);

          expect(parseAmount(text, currency)).toBe(amountMinor);
        },
      ),
    );
  });

  it.each<[string, Currency]>([
    ['12.3', 'EUR'],
    ['12.345', 'EUR'],
    ['12', 'EUR'],
    ['12.00', 'JPY'],
    ['-1.00', 'EUR'],
    ['+1.00', 'EUR'],
    ['01.00', 'EUR'],
    ['1e3', 'JPY'],
    ['0x10', 'JPY'],
    [' 1', 'JPY'],
    ['', 'JPY'],
    ['.50', 'EUR'],
    ['1..00', 'EUR'],
    ['NaN', 'JPY'],
    ['90071992547409.92', 'CHF'],
  ])('refuses %j as an amount in %s', (text, currency) => {
    expect(parseAmount(text, currency)).toBeUndefined();
  });
});
