import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, formatAmount } from './decimal.ts';

/** A decimal text together with its value in units of 10^-6. */
const decimal = fc
  .record({
    millionths: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    decimals: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ millionths, decimals }) => {
    const value = millionths - (millionths % 10n ** BigInt(6 - decimals));
    const digits = String(value < 0n ? -value : value).padStart(7, '0');
    const fraction = digits.slice(-6).slice(0, decimals);
    const text = `${value < 0n ? '-' : ''}${digits.slice(0, -6)}${fraction && `.${fraction}`}`;
    return { text, value };
  });

function inMillionths(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

describe('addDecimals', () => {
  it('adds exactly, for any size and sign', () => {
    fc.assert(
      fc.property(decimal, decimal, (left, right) => {
        const sum = addDecimals(left.text, right.text);

        expect(inMillionths(sum)).toBe(left.value + right.value);
      }),
    );
  });

  it('keeps the decimals of the longer term', () => {
    expect(addDecimals('0.1', '0.20')).toBe('0.30');
    expect(addDecimals('-0.05', '0')).toBe('-0.05');
    expect(addDecimals('9007199254740993', '0.001')).toBe(
      '9007199254740993.001',
    );
  });
});

describe('formatAmount', () => {
  it.each([
    ['12.5', 'EUR', '12.50'],
    ['12', 'EUR', '12.00'],
    ['1200', 'JPY', '1200'],
    ['0.5', 'KWD', '0.500'],
    ['-3.1', 'USD', '-3.10'],
  ])('writes %s %s as %s', (amount, currency, text) => {
    expect(formatAmount(amount, currency)).toBe(text);
  });

  it.each([
    ['', 'EUR'],
    ['much', 'EUR'],
    ['12.5', ''],
    ['12.5', 'E\x1b['],
  ])('leaves %j in %j unchanged', (amount, currency) => {
    expect(formatAmount(amount, currency)).toBe(amount);
  });
});
