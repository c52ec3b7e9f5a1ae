import { describe, expect, it } from 'vitest';
import { readTableName } from './settings.ts';

describe('readTableName', () => {
  it('returns the name', () => {
    expect(readTableName({ TABLE_NAME: 'payments' })).toBe('payments');
  });

  it.each([{}, { TABLE_NAME: '' }])('throws for %j', (environment) => {
    expect(() => readTableName(environment)).toThrow(
      'Expected the environment variable `TABLE_NAME` to be set.',
    );
  });
});
