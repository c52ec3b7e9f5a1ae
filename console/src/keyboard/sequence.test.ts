import { describe, expect, it } from 'vitest';
import { KeySequence } from './sequence.ts';

const offered = ['g r', 'g p', 'j', '?'];

/** What each key completes; a number is a pause in milliseconds. */
function press(...keys: (string | number)[]): (string | undefined)[] {
  const sequence = new KeySequence();
  let nowMs = 10_000;
  return keys.flatMap((key) => {
    nowMs += typeof key === 'number' ? key : 10;
    return typeof key === 'string' ? [sequence.press(key, nowMs, offered)] : [];
  });
}

describe('KeySequence', () => {
  it('recognises a single key, and two in a row', () => {
    expect(press('j', 'g', 'r', '?')).toEqual(['j', undefined, 'g r', '?']);
  });

  it('forgets a first key after a second', () => {
    expect(press('g', 1001, 'r')).toEqual([undefined, undefined]);
    expect(press('g', 900, 'r')).toEqual([undefined, 'g r']);
  });

  it('takes a key that does not continue a sequence as the first of one', () => {
    expect(press('g', 'j')).toEqual([undefined, 'j']);
    expect(press('g', 'g', 'p')).toEqual([undefined, undefined, 'g p']);
    expect(press('g', 'x', 'r')).toEqual([undefined, undefined, undefined]);
  });

  it('does not count a completed sequence as the start of another', () => {
    expect(press('g', 'r', 'r')).toEqual([undefined, 'g r', undefined]);
  });
});
