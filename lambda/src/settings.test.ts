import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const expected = (name: string) =>
  `Expected the environment variable \`${name}\` to be set.`;

describe('readSettings', () => {
  it('returns the names of the table and the bucket', () => {
    expect(
      readSettings({ TABLE_NAME: 'payments', BUCKET_NAME: 'journal' }),
    ).toEqual({ tableName: 'payments', bucketName: 'journal' });
  });

  it.each([{}, { TABLE_NAME: '', BUCKET_NAME: '' }])(
    'throws for %j, naming both',
    (environment) => {
      const read = () => readSettings(environment);

      expect(read).toThrow(expected('TABLE_NAME'));
      expect(read).toThrow(expected('BUCKET_NAME'));
    },
  );

  it('names only what is missing', () => {
    const read = () => readSettings({ TABLE_NAME: 'payments' });

    expect(read).toThrow(expected('BUCKET_NAME'));
    expect(read).not.toThrow('TABLE_NAME');
  });
});
