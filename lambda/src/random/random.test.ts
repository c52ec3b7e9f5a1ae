import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, drawInteger, drawUuid } from './random.ts';

describe('createRandom', () => {
  it('repeats the same numbers for the same seed', () => {
    const [first, second] = [createRandom('demo'), createRandom('demo')];

    const numbers = Array.from({ length: 100 }, first);

    expect(Array.from({ length: 100 }, second)).toEqual(numbers);
    expect(new Set(numbers).size).toBe(100);
  });

  it('draws the same numbers in every release', () => {
    const random = createRandom('demo');

    expect([random(), random(), random()]).toMatchInlineSnapshot(`
      [
        4213441705,
        859068743,
        2182142055,
      ]
    `);
  });
});

describe('drawInteger', () => {
  it('stays within its bounds', () => {
    const bounds = fc
      .tuple(fc.integer({ max: 2 ** 30 }), fc.nat({ max: 2 ** 31 }))
      .map(([min, extent]) => ({ min, max: min + extent }));
    fc.assert(
      fc.property(fc.string(), bounds, (seed, { min, max }) => {
        const drawn = drawInteger(createRandom(seed), min, max);

        expect(drawn).toBeGreaterThanOrEqual(min);
        expect(drawn).toBeLessThanOrEqual(max);
        expect(Number.isSafeInteger(drawn)).toBe(true);
      }),
    );
  });

  it('draws every value about equally often', () => {
    const random = createRandom('dice');
    const counts = new Map<number, number>();

    for (let roll = 0; roll < 6_000; roll += 1) {
      const value = drawInteger(random, 1, 6);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }

    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(Math.min(...counts.values())).toBeGreaterThan(900);
    expect(Math.max(...counts.values())).toBeLessThan(1_100);
  });
});

describe('drawUuid', () => {
  it('draws unique version 4 UUIDs', () => {
    const random = createRandom('ids');

    const uuids = Array.from({ length: 10_000 }, () => drawUuid(random));

    const version4 =
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    expect(uuids.filter((uuid) => !version4.test(uuid))).toEqual([]);
    expect(new Set(uuids).size).toBe(uuids.length);
  });
});
