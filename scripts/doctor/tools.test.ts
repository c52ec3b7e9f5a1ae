import { describe, expect, it } from 'vitest';
import { checkProvider } from './tools.ts';

describe('checkProvider', () => {
  it('reports a mirror without the provider as one finding of many', async () => {
    const finding = await checkProvider('/empty');

    expect(finding).toMatchObject({
      status: 'error',
      name: 'AWS provider',
      fix: expect.stringContaining('unset it'),
    });
  });
});
