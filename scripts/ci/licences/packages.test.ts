import { describe, expect, it } from 'vitest';
import { readNpmPackages, requirePinned } from './packages.ts';

describe('readNpmPackages', () => {
  it('reads nested and scoped packages, and not the project', () => {
    const lock = JSON.stringify({
      packages: {
        '': { license: 'MIT' },
        'node_modules/@a/b': { license: 'ISC' },
        'node_modules/c/node_modules/d': {},
      },
    });

    expect(readNpmPackages(lock)).toEqual([
      { name: '@a/b', licence: 'ISC' },
      { name: 'd', licence: undefined },
    ]);
  });
});

describe('requirePinned', () => {
  const requirements = [
    'a-b==1.0 \\',
    '    --hash=sha256:00',
    "pywin32==312 ; sys_platform == 'win32' \\",
  ].join('\n');

  it('accepts a report without the packages of other platforms', () => {
    const packages = [{ name: 'A_b', licence: 'MIT' }];

    expect(() => requirePinned(packages, requirements)).not.toThrow();
  });

  it('refuses a report without a pinned package', () => {
    expect(() => requirePinned([], requirements)).toThrow(
      expect.objectContaining({ why: 'Missing: a-b.' }),
    );
  });

  it('refuses requirements in which it finds no pin', () => {
    expect(() => requirePinned([], '')).toThrow(
      'does not report every package',
    );
  });
});
