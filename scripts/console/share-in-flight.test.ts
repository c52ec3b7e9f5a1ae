import { describe, expect, it } from 'vitest';
import { shareInFlight } from './share-in-flight.ts';

describe('shareInFlight', () => {
  it('runs work once for all who wait for it, and again afterwards', async () => {
    let runs = 0;
    const work = shareInFlight(async (key: string) => {
      runs += 1;
      return `${key} ${runs}`;
    });

    const first = await Promise.all([work('a'), work('a'), work('b')]);

    expect(first).toEqual(['a 1', 'a 1', 'b 2']);
    expect(await work('a')).toBe('a 3');
  });

  it('runs work again that has failed', async () => {
    let runs = 0;
    const work = shareInFlight(async () => {
      runs += 1;
      if (runs === 1) {
        throw new Error('first');
      }
      return runs;
    });

    await expect(work('a')).rejects.toThrow('first');
    expect(await work('a')).toBe(2);
  });
});
