import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';
import { checkAwsCli, checkPrograms, programs } from './programs.ts';

let folder: string;
const before = process.env.PATH;

/** Puts a program in front of PATH that prints its version. */
function install(program: string, output: string): void {
  const file = path.join(folder, program);
  writeFileSync(file, `#!/bin/sh\necho '${output}'\n`);
  chmodSync(file, 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
  process.env.PATH = `${folder}:${before}`;
});
afterEach(() => {
  process.env.PATH = before;
  rmSync(folder, { recursive: true });
});

const find = async (name: string) =>
  (await checkPrograms(true)).find((finding) => finding.name === name);

describe('checkPrograms', () => {
  it('accepts the oldest versions that macOS has', async () => {
    install('make', 'GNU Make 3.81');
    install('bash', 'GNU bash, version 3.2.57(1)-release (arm64-apple-darwin)');
    install('git', 'git version 2.39.5 (Apple Git-154)');

    expect(await checkPrograms(true)).toMatchObject([
      { status: 'ok', name: 'make', detail: '3.81, 3.81 or later is needed' },
      { status: 'ok', name: 'bash', detail: '3.2.57, 3.2 or later is needed' },
      { status: 'ok', name: 'git', detail: '2.39.5, 1.7 or later is needed' },
      expect.anything(),
      expect.anything(),
    ]);
  });

  it('reports a version that is too old, and the fix', async () => {
    install('bash', 'GNU bash, version 3.1.17(1)-release');

    expect(await find('bash')).toEqual({
      status: 'error',
      name: 'bash',
      detail: '3.1.17, 3.2 or later is needed',
      fix: 'install bash 3.2 or later',
    });
  });

  it('reports a missing program, and the fix', async () => {
    process.env.PATH = folder;

    expect(await find('git')).toEqual({
      status: 'missing',
      name: 'git',
      detail: 'not on PATH, 1.7 or later is needed',
      fix: 'install git 1.7 or later',
    });
  });

  it('needs no git in an unpacked offline pack', async () => {
    const names = (await checkPrograms(false)).map(({ name }) => name);

    expect(names).not.toContain('git');
  });

  it('counts what only offline-pack needs as no failure', async () => {
    process.env.PATH = folder;

    expect(await find('zstd')).toEqual({
      status: 'info',
      name: 'zstd',
      detail:
        'not on PATH, 1.3 or later is needed by `make offline-pack` and to unpack its file',
    });
  });
});

describe('checkAwsCli', () => {
  it('reports version 1, with the way out', async () => {
    install('aws', 'aws-cli/1.46.3 Python/3.11.7');

    expect(await checkAwsCli()).toMatchObject([
      {
        status: 'info',
        detail: expect.stringMatching(/^1\.46\.3: `aws sqs` .*--endpoint-url/),
      },
    ]);
  });

  it('reports nothing where there is none, because it is optional', async () => {
    process.env.PATH = folder;

    expect(await checkAwsCli()).toEqual([]);
  });
});

describe('docs/tools.md', () => {
  it.each(programs)('names the minimum of $name', ({ name, minimum }) => {
    const document = readFileSync(inRepository('docs/tools.md'), 'utf8');

    expect(document).toContain(`| ${name} | ${minimum.join('.')} |`);
  });
});
