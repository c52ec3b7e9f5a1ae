import { describe, expect, it } from 'vitest';
import { limits, toInteger } from './load-limits.ts';
import { compact, indent } from './parse.ts';

describe('toInteger', () => {
  it.each([
    ['1', 1],
    ['64', 64],
    ['0', undefined],
    ['65', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e1', undefined],
    ['', undefined],
    [' 4', undefined],
  ])('of %j is %j', (text, expected) => {
    expect(toInteger(text, limits.concurrency)).toBe(expected);
  });
});

describe('compact and indent', () => {
  it('change the white space alone', () => {
    expect(compact('{\n "a": [1]\n}')).toBe('{"a":[1]}');
    expect(compact(indent('{"a":[1]}'))).toBe('{"a":[1]}');
  });

  it('leave what is not JSON as it is', () => {
    expect(compact('{"a":')).toBe('{"a":');
    expect(indent('text')).toBe('text');
  });
});
