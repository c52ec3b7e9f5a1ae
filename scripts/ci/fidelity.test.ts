import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';

const rows = readFileSync(inRepository('docs', 'fidelity.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, rule = '', enforced = '', by = '', tests = '']) => ({
    rule,
    isClaim: /^(yes|refused)/.test(enforced),
    by,
    tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
  }))
  .slice(1);

describe('docs/fidelity.md', () => {
  it.each(rows.filter(({ isClaim }) => isClaim))(
    'names what enforces "$rule", and an existing test',
    ({ by, tests }) => {
      expect(by).not.toBe('');
      expect(tests).not.toEqual([]);
      expect(tests.filter((name) => !existsSync(inRepository(name)))).toEqual(
        [],
      );
    },
  );

  it.each(rows.filter(({ isClaim }) => !isClaim))(
    'claims nothing about "$rule"',
    ({ by, tests }) => {
      expect({ by, tests }).toEqual({ by: '', tests: [] });
    },
  );
});
