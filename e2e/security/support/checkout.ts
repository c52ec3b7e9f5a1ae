import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { copyCheckout } from '../../resilience/support/checkout.ts';
import { containerOf } from '../../support/container.ts';
import { findFreePort } from '../../support/free-port.ts';
import { startMake } from '../../support/make.ts';

export interface AttackedSandbox {
  checkout: string;
  port: number;
  engine: 'host' | 'docker';
  /** What `eval "$(make -s env)"` adds to a shell. */
  environment: Record<string, string>;
}

declare module 'vitest' {
  export interface ProvidedContext {
    sandbox: AttackedSandbox;
  }
}

/** Vitest's global set-up: one sandbox, with a payment in it, for all attacks. */
export default async function setup(project: TestProject) {
  const engine = process.env.ENGINE === 'docker' ? 'docker' : 'host';
  const port = await findFreePort();
  const checkout = copyCheckout();
  // Others may enter the folder, so that nothing but `.local`'s mode is tested.
  chmodSync(checkout, 0o755);
  const make = (...args: string[]) =>
    startMake(checkout, [...args, `ENGINE=${engine}`, `PORT=${port}`], {})
      .ended;
  const remove = async () => {
    try {
      // Without its emulator there is no stack to destroy, which takes long.
      killEmulator(checkout, engine);
    } catch {
      // It did not start, or has ended.
    }
    await make('local-down');
    rmSync(checkout, { recursive: true });
  };
  try {
    const { exitCode, output } = await make('local-up');
    if (exitCode !== 0) {
      throw new Error(`make local-up ended with ${exitCode}:\n${output}`);
    }
    const environment = readEnvironment(checkout);
    project.provide('sandbox', { checkout, port, engine, environment });
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}

function killEmulator(checkout: string, engine: string): void {
  if (engine === 'docker') {
    containerOf(checkout).kill();
    return;
  }
  const record = path.join(checkout, '.local', 'emulator', 'host.json');
  const { pid } = JSON.parse(readFileSync(record, 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
}

/** As a shell sees it that had nothing of AWS before. */
export function readEnvironment(checkout: string): Record<string, string> {
  const before = Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(PATH|HOME|DOCKER_.*)$/.test(name),
    ),
  );
  const printed = execFileSync(
    'bash',
    ['-ec', 'exports=$(make -s env); eval "$exports"; env -0'],
    {
      cwd: checkout,
      env: before,
      encoding: 'utf8',
      // With a socket as its input, bash reads the user's own start-up files.
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return Object.fromEntries(
    printed
      .split('\0')
      .map((line) => line.split(/=(.*)/s, 2))
      .filter((pair): pair is [string, string] => pair.length === 2)
      .filter(([name]) => /^[A-Z0-9_]+$/.test(name) && !(name in before)),
  );
}
