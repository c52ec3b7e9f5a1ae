import { drawInteger, type Random } from './random.ts';

export interface Weighted<Value> {
  readonly value: Value;
  /** A positive integer; only its share of the total matters. */
  readonly weight: number;
}

/** Creates a function that draws each value in proportion to its weight. */
export function createWeightedChoice<Value>(
  options: readonly Weighted<Value>[],
): (random: Random) => Value {
  const totalWeight = options.reduce((sum, { weight }) => sum + weight, 0);
  return (random) => {
    let ticket = drawInteger(random, 1, totalWeight);
    for (const { value, weight } of options) {
      ticket -= weight;
      if (ticket <= 0) {
        return value;
      }
    }
    throw new RangeError(
      'Expected at least one option with a weight, got none',
    );
  };
}
