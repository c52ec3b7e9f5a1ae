import { describe, expect, it } from 'vitest';
import { movedBy } from './column.ts';

describe('movedBy', () => {
  it.each([
    [2, ['c', 'b', 'a'], ['e', 'd', 'c', 'b', 'a']],
    [0, ['c', 'b'], ['c', 'b', 'a']],
    [-1, ['d', 'c', 'b'], ['c', 'b']],
  ])('is %i rows for the one at the top', (expected, before, after) => {
    expect(movedBy('c', before, after)).toBe(expected);
  });

  it('is 0 if the row has gone, or there was none', () => {
    expect(movedBy('c', ['c'], ['b'])).toBe(0);
    expect(movedBy(undefined, [], ['b'])).toBe(0);
  });
});
