import { describe, expect, it } from 'vitest';
import { findObjections } from './judge.ts';

const exception = { licence: 'GPL-2.0-only', reason: 'for this test' };

function objectionsTo(licence: string | undefined): string[] {
  return findObjections([{ name: 'a', licence }], {});
}

describe('findObjections', () => {
  it.each([
    'MIT',
    'MIT OR Apache-2.0',
    '(MIT AND CC-BY-3.0)',
    'AGPL-3.0-only OR MIT',
    'Apache Software License; BSD License',
    'License :: OSI Approved :: Apache Software License',
  ])('accepts %s', (licence) => {
    expect(objectionsTo(licence)).toEqual([]);
  });

  it.each([
    'AGPL-3.0-or-later',
    'GPL-3.0-only',
    'MIT AND AGPL-3.0-only',
    'BUSL-1.1',
    'GNU General Public License v3 (GPLv3)',
    'MIT License; GNU Affero General Public License v3',
    'SEE LICENSE IN LICENSE.txt',
    'UNLICENSED',
    'UNKNOWN',
    'toString',
  ])('refuses %s', (licence) => {
    expect(objectionsTo(licence)).toEqual([`a: ${licence}`]);
  });

  it.each([undefined, ''])('refuses a package without one (%s)', (licence) => {
    expect(objectionsTo(licence)).toEqual(['a: no licence']);
  });

  it('makes an exception for one package with one licence', () => {
    const packages = [
      { name: 'a', licence: 'GPL-2.0-only' },
      { name: 'b', licence: 'GPL-2.0-only' },
    ];

    expect(findObjections(packages, { a: exception })).toEqual([
      'b: GPL-2.0-only',
    ]);
  });

  it('refuses another licence of a package with an exception', () => {
    const packages = [{ name: 'a', licence: 'AGPL-3.0-only' }];

    expect(findObjections(packages, { a: exception })).toEqual([
      'a: AGPL-3.0-only',
    ]);
  });

  it('refuses an exception that is not needed any more', () => {
    expect(findObjections([], { a: exception })).toEqual([
      'a: an exception, but no dependency',
    ]);
  });
});
