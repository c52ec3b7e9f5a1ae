import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { createWeightedChoice } from './weighted-choice.ts';

describe('createWeightedChoice', () => {
  it('draws each value in proportion to its weight', () => {
    const draw = createWeightedChoice([
      { value: 'often', weight: 90 },
      { value: 'seldom', weight: 10 },
    ]);
    const random = createRandom('weights');

    const drawn = Array.from({ length: 10_000 }, () => draw(random));

    const often = drawn.filter((value) => value === 'often').length;
    expect(often).toBeGreaterThan(8_800);
    expect(often).toBeLessThan(9_200);
  });
});
