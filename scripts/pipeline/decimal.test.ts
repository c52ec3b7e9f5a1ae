import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  formatAmount,
  isDecimal,
  shortenAmount,
  trimDecimal,
} from './decimal.ts';

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

describe('isDecimal', () => {
  it.each(['0', '-1.5', '1E+30', '1e-3', '9.9E+125', '1E-130', '9'.repeat(38)])(
    'accepts %s',
    (text) => {
      expect(isDecimal(text)).toBe(true);
    },
  );

  // The last would take the memory of a billion digits.
  it.each(['', ' 1', '12,50', 'NaN', 'Infinity', '0x10', '1.', '1E+999999999'])(
    'refuses %j',
    (text) => {
      expect(isDecimal(text)).toBe(false);
    },
  );
});

describe('numbers in scientific notation', () => {
  it('are added exactly', () => {
    expect(addDecimals('1E+30', '0.01')).toBe(`1${'0'.repeat(30)}.01`);
    expect(addDecimals('-2.5E-3', '0')).toBe('-0.0025');
    expect(addDecimals('1E+125', '1')).toBe(`1${'0'.repeat(124)}1`);
  });

  it('are compared by value, with no digit lost', () => {
    expect(trimDecimal('1.5E+30')).toBe(`15${'0'.repeat(29)}`);
    expect(trimDecimal('1.50E-2')).toBe('0.015');
  });
});

describe('trimDecimal', () => {
  it.each([
    ['12.30', '12.3'],
    ['12.00', '12'],
    ['1200', '1200'],
    ['much', 'much'],
  ])('writes %s as %s', (decimal, trimmed) => {
    expect(trimDecimal(decimal)).toBe(trimmed);
  });
});

describe('formatAmount', () => {
  it.each([
    ['1.5', 'IQD', '1.500'],
    ['2', 'CLF', '2.0000'],
    ['1.2345', 'EUR', '1.2345'],
    ['1E+3', 'EUR', '1000.00'],
    [`${'9'.repeat(36)}.99`, 'EUR', `${'9'.repeat(36)}.99`],
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
    ['12.5', 'XYZ'],
    ['12.5', 'E\x1b['],
  ])('leaves %j in %j unchanged', (amount, currency) => {
    expect(formatAmount(amount, currency)).toBe(amount);
  });
});

describe('shortenAmount', () => {
  it.each([
    ['12.5', 'EUR', '12.50'],
    [`${'9'.repeat(36)}.99`, 'EUR', `${'9'.repeat(36)}.99`],
    ['1E+30', 'EUR', `1${'0'.repeat(30)}.00`],
    ['1E+125', 'EUR', '1E+125'],
    [`-12${'0'.repeat(80)}`, 'EUR', '-1.2E+81'],
    ['1E-130', 'EUR', '1E-130'],
    ['-2.5E-60', 'EUR', '-2.5E-60'],
    ['much', 'EUR', 'much'],
    ['12.5', '', '12.5'],
  ])('writes %s %s as %s', (amount, currency, text) => {
    expect(shortenAmount(amount, currency)).toBe(text);
  });

  it('loses no digit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }),
        fc.integer({ min: -130, max: 88 }),
        (unscaled, exponent) => {
          const amount = `${unscaled}E${exponent}`;

          expect(trimDecimal(shortenAmount(amount, 'EUR'))).toBe(
            trimDecimal(amount),
          );
        },
      ),
    );
  });
});
