import { describe, expect, it } from 'vitest';
import { readPackages } from './read-packages.ts';

describe('readPackages', () => {
  it('returns the packages that the first command installs', () => {
    const step = { line: 3, command: 'sudo apt-get install git make' };

    expect(readPackages(step)).toEqual(['git', 'make']);
  });

  it('throws if the first command installs nothing', () => {
    expect(() => readPackages({ line: 3, command: 'make' })).toThrow(
      expect.objectContaining({ why: expect.stringContaining('got `make`') }),
    );
  });
});
