import { spawn } from 'node:child_process';
import {
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { killEmulator } from '../support/kill-emulator.ts';
import { startMake, startMakeGroup } from '../support/make.ts';
import { usersProcessesOf, waitForOrphansToEnd } from '../support/processes.ts';

const checkout = inject('checkout');
// Nothing is saved, so each test finds what the one before it left in the emulator.
const up = ['local-up', 'ENGINE=host', `PORT=${inject('port')}`, 'AUTOSAVE=0'];
const record = path.join(checkout, '.local', 'emulator', 'host.json');
const stack = path.join(checkout, '.local', 'stacks', 'local-local');
const trace = path.join(checkout, '.local', 'connections.strace');

/** Variables that must not affect a local command, or point it beyond loopback. */
const hostile = {
  AWS_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_ENDPOINT_URL: 'http://192.0.2.1:4566',
  AWS_ENDPOINT_URL_S3: 'http://192.0.2.1:4566',
  AWS_CA_BUNDLE: '/missing/ca.pem',
  AWS_REGION: 'eu-west-3',
  HTTP_PROXY: 'http://192.0.2.1:3128',
  HTTPS_PROXY: 'http://192.0.2.1:3128',
  http_proxy: 'http://192.0.2.1:3128',
  NODE_OPTIONS: '--use-env-proxy',
  NODE_USE_ENV_PROXY: '1',
  TF_CLI_CONFIG_FILE: '/missing/terraform.rc',
  TF_CLI_ARGS: '-destroy',
  TF_DATA_DIR: '/missing/data',
  TF_VAR_environment: 'production',
  TF_WORKSPACE: 'production',
};

/** kill -9 of make, its scripts, Terraform and the provider, like the OOM killer. */
const killAllButTheEmulator = () =>
  killAllBut(/payments_sandbox|reaper\.py|bin\/java|runtime/);

function killAllBut(kept: RegExp): void {
  for (const { pid, command } of usersProcessesOf(checkout)) {
    if (!kept.test(command)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

const terraforms = () =>
  usersProcessesOf(checkout).filter(({ command }) =>
    command.includes('terraform'),
  );

/** Every connection and datagram beyond this machine. */
function foreignConnections(): string[] {
  return readFileSync(trace, 'utf8')
    .split('\n')
    .filter(
      (line) =>
        /sin6?_port/.test(line) &&
        !/"(127\.[\d.]+|::1|::ffff:127\.[\d.]+)"/.test(line),
    );
}

afterAll(() => killAllButTheEmulator());

// One scenario: each test continues where the previous one ended.
describe('make local-up, interrupted and run again', () => {
  test('ends on Ctrl-C while the emulator starts', async () => {
    const make = startMakeGroup(checkout, up);
    await make.prints('… Starting LocalStack');

    make.signalGroup('SIGINT');
    const { exitCode, output } = await make.ended;

    expect(exitCode).not.toBe(0);
    expect(output).toContain('Interrupted by SIGINT.\nNext: run the same');
    await waitForOrphansToEnd(checkout);
  });

  test('lets Terraform write its state on SIGTERM', async () => {
    const make = startMake(checkout, up);
    await make.prints('created');

    process.kill(make.pid, 'SIGTERM');
    const { exitCode, output } = await make.ended;
    await waitForOrphansToEnd(checkout);

    expect(exitCode).not.toBe(0);
    expect(output).toContain('Interrupted by SIGTERM.');
    const state = path.join(stack, 'terraform.tfstate');
    expect(JSON.parse(readFileSync(state, 'utf8')).resources).not.toEqual([]);
  });

  test('leaves no process behind after kill -9 of everything', async () => {
    const make = startMake(checkout, up);
    await make.prints('s3_bucket_policy.journal created');

    killAllButTheEmulator();
    await make.ended;

    await waitForOrphansToEnd(checkout);
    // Those that their owners could not remove.
    expect(globSync('.local/tmp/plugin*', { cwd: checkout })).not.toEqual([]);
  });

  test('says so if Terraform was killed while it wrote its state', async () => {
    const state = path.join(stack, 'terraform.tfstate');
    truncateSync(state, statSync(state).size / 2);

    const { exitCode, output } = await startMake(checkout, ['plan']).ended;

    expect(exitCode).not.toBe(0);
    expect(output).toContain('ended without cleaning up');
    expect(output).toContain('The state of stack local cannot be read.');
    expect(output).toContain('Next: `make local-up`');
  });

  test('recovers in a hostile environment, and stays on this machine', async () => {
    const first = startMake(checkout, up, hostile, [
      'strace',
      '--follow-forks',
      '--seccomp-bpf',
      '-qq',
      '--decode-pids=comm',
      '-e',
      'trace=connect,sendto',
      '-o',
      trace,
    ]);
    await first.prints('✔ LocalStack');
    const second = startMake(checkout, up);
    const [recovered, waited] = await Promise.all([first.ended, second.ended]);

    expect(recovered.output).toContain('looking for the resources');
    expect(recovered.output).toContain('3 payments in the table.');
    expect(recovered.exitCode).toBe(0);
    expect(foreignConnections()).toEqual([]);
    expect(waited.output).toContain('Waiting for `make local-up`, process ');
    expect(waited.output).toContain('nothing to apply');
    expect(waited.exitCode).toBe(0);
  });

  test('reports an emulator that dies during an apply', async () => {
    killEmulator(checkout, 'host');
    const make = startMake(checkout, up);
    await make.prints('created');

    killEmulator(checkout, 'host');
    const { exitCode, output } = await make.ended;

    expect(exitCode).not.toBe(0);
    expect(output).toContain('The emulator was restarted since stack local');
    expect(output).toContain('LocalStack ended while Terraform was working.');
    expect(output).toContain('Next: `make local-up`');
    await waitForOrphansToEnd(checkout, /^$/);
  });

  test('distinguishes a lost stack from an existing one', async () => {
    const [status, invoke] = await Promise.all([
      startMake(checkout, ['status']).ended,
      startMake(checkout, ['invoke']).ended,
    ]);

    expect(status.output).toContain('lost with its emulator');
    expect(invoke.output).toContain('No emulator is running.');
    expect(invoke.exitCode).not.toBe(0);
  });

  test('destroys a stack whose apply a killed command left running', async () => {
    const make = startMake(checkout, up);
    await make.prints('created');
    // Its output has no reader then, so it would end at the next line.
    for (const { pid } of terraforms()) {
      process.kill(pid, 'SIGSTOP');
    }
    killAllBut(/payments_sandbox|reaper\.py|bin\/java|runtime|terraform/);
    expect(terraforms()).not.toEqual([]);

    const { exitCode, output } = await startMake(checkout, ['local-down'])
      .ended;

    expect(output).toContain('Stack local is destroyed with its emulator');
    expect(exitCode).toBe(0);
    expect(terraforms()).toEqual([]);
    expect(globSync('*.tfstate*', { cwd: stack })).toEqual([]);
  });

  test('never ends a process that reuses the pid of a dead emulator', async () => {
    const stranger = spawn('sleep', ['600']);
    mkdirSync(path.dirname(record), { recursive: true });
    writeFileSync(
      record,
      JSON.stringify({
        pid: stranger.pid,
        processStartTime: '1',
        startedAt: '2026-01-01',
        endpoint: 'http://127.0.0.1:1',
        version: '0',
      }),
    );

    const { exitCode, output } = await startMake(checkout, ['local-down'])
      .ended;
    const isAlive = stranger.exitCode === null && stranger.signalCode === null;
    stranger.kill();
    rmSync(record, { force: true });

    expect(output).toContain('No emulator is running');
    expect(exitCode).toBe(0);
    expect(isAlive).toBe(true);
  });
});
