import { describe, expect, it } from 'vitest';
import { checkProvider } from './tools.ts';

describe('checkProvider', () => {
  it('reports a mirror without the provider as one finding of many', async () => {
    const finding = await checkProvider('/empty');

    expect(finding).toMatchObject({
      state: 'wrong',
      subject: 'AWS provider',
      mend: expect.stringContaining('unset it'),
    });
  });
});
