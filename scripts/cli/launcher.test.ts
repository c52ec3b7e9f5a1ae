import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';

let folder: string;

const write = (name: string, content: string) => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o755);
};

/** The project's Makefile and scripts/run, with a Node that reports its state. */
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'launcher-'));
  cpSync(inRepository('Makefile'), path.join(folder, 'Makefile'));
  write('scripts/commands/status.ts', '');
  cpSync(inRepository('scripts/run'), path.join(folder, 'scripts/run'));
  write('package-lock.json', '{}');
  write('node_modules/.installed-lock.json', '{}');
  write(
    'node_modules/.bin/node',
    '#!/bin/sh\necho "$* in $(pwd -P), umask $(umask)"\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function status(variables: Record<string, string>, prelude = ''): string {
  return execFileSync('sh', ['-c', `${prelude} make -s status 2>&1`], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...variables },
    encoding: 'utf8',
  });
}

function failureOf(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('a make command, in a shell with', () => {
  const expected = () =>
    `scripts/main.mjs status in ${execFileSync('pwd', ['-P'], { cwd: folder, encoding: 'utf8' }).trim()}, umask`;

  it('a BASH_ENV that exits, runs', () => {
    write('bash-env', 'echo from BASH_ENV; exit 3\n');

    const output = status({ BASH_ENV: path.join(folder, 'bash-env') });

    expect(output).toMatch(/^scripts\/main.mjs status /);
  });

  it.each([
    ['SHELLOPTS', 'noexec'],
    ['SHELLOPTS', 'xtrace'],
    ['BASHOPTS', 'failglob'],
  ])('%s=%s, runs and prints no trace', (name, value) => {
    // `env`, because a shell does not let this variable be assigned.
    const output = execFileSync(
      'env',
      [`${name}=${value}`, 'sh', '-c', 'make -s status 2>&1'],
      { cwd: folder, env: { PATH: process.env.PATH }, encoding: 'utf8' },
    );

    expect(output).toMatch(/^scripts\/main.mjs status /);
  });

  it('a socket as its standard input, reads no .bashrc', () => {
    write('.bashrc', 'echo from .bashrc; exit 3\n');

    // Node's pipes are sockets.
    expect(status({ HOME: folder })).toMatch(/^scripts\/main.mjs status /);
  });

  it('a CDPATH that leads to other scripts, stays in this checkout', () => {
    mkdirSync(path.join(folder, 'elsewhere/scripts'), { recursive: true });

    const output = status({ CDPATH: path.join(folder, 'elsewhere') });

    expect(output).toContain(expected());
  });

  it('a umask that withholds files from their owner, keeps only the rest of it', () => {
    expect(status({}, 'umask 0777;')).toMatch(/umask 0?077\n$/);
    expect(status({}, 'umask 0027;')).toMatch(/umask 0?027\n$/);
  });
});

describe('the installation of the npm packages', () => {
  it('names NODE_OPTIONS if Node does not start with them', () => {
    rmSync(path.join(folder, 'node_modules'), { recursive: true });

    const output = failureOf(() =>
      status({ NODE_OPTIONS: '--require /missing.cjs' }),
    );

    expect(output).toContain(
      'Node does not start with NODE_OPTIONS="--require /missing.cjs".',
    );
    expect(output).toContain("Cannot find module '/missing.cjs'");
    expect(output).toContain('Next: `unset NODE_OPTIONS`');
  });
});
