import { describe, expect, it } from 'vitest';
import { countOf, groupDigits } from './count.ts';

describe('countOf', () => {
  it.each([
    [0, '0 payments'],
    [1, '1 payment'],
    [10_003, '10,003 payments'],
  ])('%i is %s', (count, expected) => {
    expect(countOf(count, 'payment')).toBe(expected);
  });
});

describe('groupDigits', () => {
  it.each([
    ['0', '0'],
    ['999.10', '999.10'],
    ['1000', '1,000'],
    ['-1234567.0001', '-1,234,567.0001'],
    ['12345678901234567890123456.70', '12,345,678,901,234,567,890,123,456.70'],
    ['1E+125', '1E+125'],
  ])('%s is %s', (decimal, expected) => {
    expect(groupDigits(decimal)).toBe(expected);
  });
});
