import { describe, expect, it } from 'vitest';
import { describeSize, prettyJson } from './pretty.ts';

describe('prettyJson', () => {
  it('indents JSON', () => {
    expect(prettyJson('{"count":3}')).toBe('{\n  "count": 3\n}');
  });

  it('leaves a text that was cut as it is', () => {
    expect(prettyJson('{"count":3,"pay')).toBe('{"count":3,"pay');
  });

  it.each([
    {},
    [],
    { a: [], b: {}, c: [{ d: 'x,[{":\\\\"' }, null, true] },
    'text',
    -1.5e30,
    [[[1]], { '': '' }],
  ])('indents %j as JSON.stringify does', (value) => {
    expect(prettyJson(JSON.stringify(value))).toBe(
      JSON.stringify(value, null, 2),
    );
  });

  it('keeps the digits of numbers and the order of keys', () => {
    const text = '{"b":12345678901234567890.10,"1":2}';

    expect(prettyJson(text)).toBe(
      '{\n  "b": 12345678901234567890.10,\n  "1": 2\n}',
    );
  });
});

describe('describeSize', () => {
  it('counts bytes, not characters', () => {
    expect(describeSize('ü')).toBe('2 bytes');
  });

  it('says how much of a text was recorded', () => {
    expect(describeSize('x'.repeat(16_384), 2_000_000)).toBe(
      'cut: 16 KiB of 1953 KiB',
    );
    expect(describeSize('abc', 3)).toBe('3 bytes');
  });
});
