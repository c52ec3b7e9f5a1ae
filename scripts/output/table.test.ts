import { describe, expect, it } from 'vitest';
import { formatTable } from './table.ts';

describe('formatTable', () => {
  it('lays columns out, numbers to the right, without trailing spaces', () => {
    const table = formatTable(
      ['currency', 'sum'],
      [
        ['EUR', '9.50'],
        ['KWD', '12.250'],
      ],
      ['sum'],
    );

    expect(table.split('\n')).toEqual([
      'currency     sum',
      '────────  ──────',
      'EUR         9.50',
      'KWD       12.250',
    ]);
  });

  it('prints only the header if there is no row', () => {
    expect(formatTable(['id', 'status'], [])).toBe('id  status\n──  ──────');
  });
});
