import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { downloadEnvironment } from '../system/environment.ts';
import { run } from '../system/run.ts';
import { pipEnvironment } from './pip-settings.ts';

let folder: string;
let python: string;
let home: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pip-settings-'));
  python = await findPip();
  return () => rmSync(folder, { recursive: true });
});
beforeEach(() => {
  home = path.join(folder, 'home');
  mkdirSync(path.join(home, '.config/pip'), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

/** The real pip: Debian's Python may lack it, and has venv then. */
async function findPip(): Promise<string> {
  const env = downloadEnvironment();
  try {
    await run('python3', ['-m', 'pip', '--version'], { env });
    return 'python3';
  } catch {
    const venv = path.join(folder, 'venv');
    await run('python3', ['-m', 'venv', venv], { env });
    return path.join(venv, 'bin/python');
  }
}

async function pass(pipConf: string, env: Record<string, string> = {}) {
  writeFileSync(path.join(home, '.config/pip/pip.conf'), pipConf);
  const { PATH = '' } = downloadEnvironment();
  const passed = await pipEnvironment(python, 'install', {
    PATH,
    HOME: home,
    LANG: 'C.UTF-8',
    ...env,
  });
  return Object.fromEntries(
    Object.entries(passed).filter(
      ([name]) =>
        name.startsWith('PIP_') &&
        // The machine that runs the tests may need them.
        !['PIP_CERT', 'PIP_PROXY'].includes(name),
    ),
  );
}

const hostile = `
[global]
user = true
quiet = 3
require-virtualenv = true
no-binary = :all:
target = /elsewhere
[install]
prefix = /usr/local
constraint = /constraints.txt
`;

describe('pipEnvironment', () => {
  it('passes on index, certificate, cache and time-out, and no more', async () => {
    const settings = `
[global]
index-url = https://pypi.example/simple
extra-index-url =
    https://one.example/simple
    https://two.example/simple
trusted-host = pypi.example
client-cert = /home/it's me/é.pem
timeout = 33
cache-dir = /cache
`;

    expect(await pass(hostile.replace('[global]', settings))).toEqual({
      PIP_CONFIG_FILE: '/dev/null',
      PIP_INDEX_URL: 'https://pypi.example/simple',
      PIP_EXTRA_INDEX_URL:
        'https://one.example/simple https://two.example/simple',
      PIP_TRUSTED_HOST: 'pypi.example',
      PIP_CLIENT_CERT: "/home/it's me/é.pem",
      PIP_TIMEOUT: '33',
      PIP_CACHE_DIR: '/cache',
    });
  });

  it('is all that pip reads', async () => {
    writeFileSync(path.join(home, '.config/pip/pip.conf'), hostile);
    const { PATH = '' } = downloadEnvironment();
    const env = await pipEnvironment(python, 'install', {
      PATH,
      HOME: home,
      // Otherwise the file would hide the list that this test reads.
      PIP_QUIET: '0',
    });

    const output = await run(python, ['-m', 'pip', 'config', 'list'], { env });

    expect(output).not.toMatch(/user|prefix|constraint|no-binary/);
  });

  it('prefers the section of the command, and variables to both', async () => {
    const pipConf =
      '[global]\ntimeout = 1\nretries = 1\n[install]\ntimeout = 2\nretries = 2\n[download]\nretries = 3\n';

    expect(await pass(pipConf, { PIP_RETRIES: '9' })).toMatchObject({
      PIP_TIMEOUT: '2',
      PIP_RETRIES: '9',
    });
  });
});
