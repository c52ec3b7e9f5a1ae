import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { copyCheckout } from '../support/copy-checkout.ts';
import { startCommand, startMake } from '../support/make.ts';
import { downloaded } from './support/checkout.ts';

let checkout: string;
beforeEach(() => {
  checkout = copyCheckout(downloaded);
});
afterEach(() => rmSync(checkout, { recursive: true }));

/** A PATH with only these programs. */
function pathOf(programs: string[]): string {
  const folder = path.join(checkout, '.local', 'bin');
  mkdirSync(folder);
  for (const program of programs) {
    const file = execFileSync('which', [program], { encoding: 'utf8' });
    symlinkSync(file.trim(), path.join(folder, program));
  }
  return folder;
}

/** Runs `make setup`, and returns its exit code and output. */
const setup = (
  environment: Record<string, string>,
  wrapper?: string[],
  folder = checkout,
) => startMake(folder, ['setup', 'ENGINE=host'], environment, wrapper).ended;

const shell = ['make', 'bash', 'sh', 'dirname', 'cmp', 'rm', 'node', 'env'];

describe('prerequisites', () => {
  test('without a usable Python and a download, says which to install', async () => {
    const environment = {
      PATH: pathOf(shell),
      HOME: checkout,
      UV_PYTHON_DOWNLOADS: 'never',
    };

    const { exitCode, output } = await setup(environment);

    expect(exitCode).not.toBe(0);
    expect(output).toContain(
      'Next: install Python 3.11 to 3.13, or check the network, then run the command again',
    );
  });

  test('installs every npm package, whatever the settings of npm leave out', async () => {
    rmSync(path.join(checkout, 'node_modules'));
    writeFileSync(path.join(checkout, '.npmrc'), 'omit=dev\n', { flag: 'a' });

    const { exitCode, output } = await startCommand(checkout, ['scripts/run'], {
      NODE_ENV: 'production',
      npm_config_omit: 'dev optional',
      npm_config_bin_links: 'false',
      npm_config_dry_run: 'true',
      npm_config_global: 'true',
    }).ended;

    expect(exitCode, output).toBe(0);
    for (const program of ['node', 'vitest', 'biome']) {
      const file = path.join(checkout, 'node_modules', '.bin', program);
      expect(existsSync(file), file).toBe(true);
    }
  });

  test('without Python and uv, says which to install', async () => {
    rmSync(path.join(checkout, '.local', 'uv'), { force: true });
    const environment = { PATH: pathOf(shell), HOME: checkout };

    const { exitCode, output } = await setup(environment);

    expect(exitCode).not.toBe(0);
    expect(output).toContain('could not be installed.');
    expect(output).toContain('Next: install Python 3.9 or later');
  });

  test('installs the pinned Python packages, whatever pip.conf and uv.toml change', async () => {
    rmSync(path.join(checkout, '.local', 'uv'));
    const home = path.join(checkout, '.local', 'home');
    const constraints = path.join(home, 'constraints.txt');
    const settings = {
      '.config/pip/pip.conf': [
        '[global]',
        'user = true',
        'no-binary = :all:',
        '[install]',
        `prefix = ${home}`,
        `constraint = ${constraints}`,
      ],
      '.config/uv/uv.toml': [
        'required-version = ">=99"',
        'exclude-newer = "2020-01-01"',
        'constraint-dependencies = ["boto3<1"]',
        '[pip]',
        'no-binary = [":all:"]',
        `target = "${home}"`,
      ],
      'constraints.txt': ['uv<0.1'],
    };
    for (const [file, lines] of Object.entries(settings)) {
      mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
      writeFileSync(path.join(home, file), lines.join('\n'));
    }

    const { exitCode, output } = await setup({ HOME: home });

    expect(exitCode, output).toBe(0);
    const elsewhere = ['bin', 'boto3', 'lib', 'local'];
    expect(
      readdirSync(home).filter((name) => elsewhere.includes(name)),
    ).toEqual([]);
    const python = path.join(checkout, '.local', 'python', 'bin', 'python');
    execFileSync(python, ['-c', 'import boto3, localstack']);
  });

  test('without Terraform and a network, says what to install', async () => {
    const environment = { PATH: pathOf([...shell, 'unshare']) };
    const local = path.join(checkout, '.local');
    rmSync(path.join(local, 'terraform'));
    // Everything else is installed.
    symlinkSync(
      path.join(inject('checkout'), '.local', 'python'),
      path.join(local, 'python'),
    );

    const { exitCode, output } = await setup(
      environment,
      // A separate, empty network.
      ['unshare', '--map-root-user', '--net'],
    );

    expect(exitCode).not.toBe(0);
    expect(output).toContain('Terraform is missing.');
    expect(output).toContain('No Terraform is on PATH');
    expect(output).toContain('Next: install Terraform 1.6 or newer');
  });

  test('on a full disk, says to make room', async () => {
    const local = path.join(checkout, '.local');
    rmSync(local, { recursive: true });
    mkdirSync(local);
    // A file system of 1 MiB that only this command sees; no root is needed.
    const onSmallDisk = [
      'unshare',
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      `mount -t tmpfs -o size=1m tmpfs '${local}' && exec "$@"`,
      'sh',
    ];

    const { exitCode, output } = await setup({}, onSmallDisk);

    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/no space left on device/i);
    expect(output).toContain('Next: make room on the disk');
  });

  test('with its port taken, names the program and its pid', async () => {
    const port = inject('port');
    const server = createServer().listen(port, '127.0.0.1');

    const { exitCode, output } = await startMake(inject('checkout'), [
      'local-up',
      'ENGINE=host',
      `PORT=${port}`,
    ]).ended;
    server.close();

    expect(exitCode).not.toBe(0);
    expect(output).toContain(`LocalStack cannot listen on port ${port}.`);
    expect(output).toMatch(
      new RegExp(`is in use by another process: .*pid ${process.pid}\\.`),
    );
    expect(output).toContain(`make local-up PORT=${port + 10}`);
  });
});
