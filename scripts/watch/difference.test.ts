import { describe, expect, it } from 'vitest';
import { describeDifference, findVolatile } from './difference.ts';

const none = new Set<string>();

describe('describeDifference', () => {
  it.each([
    [{ count: 3 }, { count: 4 }, 'count 3 → 4'],
    [{ a: 1 }, { a: 1, b: 'new' }, '+ b "new"'],
    [{ a: 1, b: 2 }, { a: 1 }, '- b'],
    [
      { a: { b: [1] } },
      { a: { b: [1, 2] } },
      'a.b 1 items → 2 items, + a.b.1 2',
    ],
    [{ a: 1 }, { a: '1' }, 'a 1 → "1"'],
    [{ a: 1 }, { a: 1 }, ''],
  ])('of %j and %j is %s', (before, now, difference) => {
    expect(describeDifference(before, now, none)).toBe(difference);
  });

  it('leaves out what differs each time', () => {
    const first = { id: 'a', ids: ['1', '2'], count: 2 };
    const second = { id: 'b', ids: ['3', '4'], count: 2 };
    const third = { id: 'c', ids: ['5', '6', '7'], count: 3 };

    expect(describeDifference(second, third, findVolatile(first, second))).toBe(
      'ids 2 items → 3 items, count 2 → 3',
    );
  });

  it('is short, and shows no control characters', () => {
    const now = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [
        `k${index}`,
        `\u001b[2J`.repeat(40),
      ]),
    );

    const difference = describeDifference({}, now, none);

    expect(difference).toContain('and 5 more');
    expect(difference).not.toContain('\u001b');
    expect(difference.length).toBeLessThan(250);
  });
});
