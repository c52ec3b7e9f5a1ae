import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

describe('inParallel', () => {
  it('returns the results in order', async () => {
    expect(await inParallel(delay(20, 'slow'), delay(1, 2))).toEqual([
      'slow',
      2,
    ]);
  });

  it('throws the failure once every step has ended', async () => {
    const ended: string[] = [];
    const slow = delay(30).then(() => ended.push('slow'));
    const failing = Promise.reject(new Error('no Python'));

    await expect(inParallel(failing, slow)).rejects.toThrow('no Python');
    expect(ended).toEqual(['slow']);
  });
});
