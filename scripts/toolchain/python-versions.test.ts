import { describe, expect, it } from 'vitest';
import { isSuitablePython, pythonSpecifier } from './python-versions.ts';

describe('isSuitablePython', () => {
  it.each([
    ['3.10.14', false],
    ['3.11.0', true],
    ['3.13.18', true],
    ['3.1.3', false],
    ['3.14.0', false],
  ])('decides on %s: %s', (release, isSuitable) => {
    expect(isSuitablePython(release)).toBe(isSuitable);
  });

  it('agrees with what uv searches for', () => {
    expect(pythonSpecifier).toBe('>=3.11,<3.14');
  });
});
