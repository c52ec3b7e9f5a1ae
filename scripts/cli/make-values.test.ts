import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';

describe('a value on the command line of make', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'make-'));
  const canary = path.join(folder, 'canary');

  beforeAll(() => {
    cpSync(inRepository('Makefile'), path.join(folder, 'Makefile'));
    mkdirSync(path.join(folder, 'scripts', 'commands'), { recursive: true });
    writeFileSync(path.join(folder, 'scripts', 'commands', 'invoke.ts'), '');
    const run = path.join(folder, 'scripts', 'run');
    writeFileSync(
      run,
      '#!/bin/sh\nprintf "%s|%s" "$PAYLOAD" "$TYPED_OPTIONS"\n',
    );
    chmodSync(run, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const make = (args: string[], variables: Record<string, string> = {}) =>
    execFileSync('make', ['-s', 'invoke', ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...variables },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  const values = [
    '{"seed":"cost$100","count":1}',
    '$',
    '$$',
    '$(shell touch canary)',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: make would expand it.
    '${PATH} $(error stop) `touch canary`',
    `it's "quoted" 'twice'`,
    'back\\slash \\\\ and one at the end\\',
    'two  spaces, and one at the end ',
    'a # b',
    'one\ntwo\n',
    '%,;|&<>*?~!(){}[]',
    'größe 💶',
  ];

  it.each(values)('arrives as typed: %j', (value) => {
    expect(make([`PAYLOAD=${value}`])).toBe(`${value}|PAYLOAD`);
    expect(existsSync(canary)).toBe(false);
  });

  it.each(values)('arrives as set in the environment: %j', (value) => {
    expect(make([], { PAYLOAD: value })).toBe(`${value}|`);
    expect(existsSync(canary)).toBe(false);
  });

  it('is distinguished from one in the environment', () => {
    const output = make(['COUNT=3', 'SEED=x'], { PAYLOAD: '{}' });
    const [, typed = ''] = output.split('|');

    expect(typed.split(' ').sort()).toEqual(['COUNT', 'SEED']);
  });
});
