import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, inject } from 'vitest';
import { killEmulator } from '../../support/kill-emulator.ts';
import { startCommand } from '../../support/make.ts';
import { bareEnvironment, readEnvironment } from '../../support/shell.ts';

const { folder, port, engine } = inject('savedCheckout');

export const pathOf = (...segments: string[]) =>
  path.join(folder, '.local', ...segments);

/** Starts what `make <name>` runs. */
export function run(name: string, options: Record<string, string> = {}) {
  return startCommand(folder, ['scripts/run', name], {
    ENGINE: engine,
    PORT: String(port),
    ...options,
  }).ended;
}

/** The output of a command that has to succeed. */
export async function make(
  name: string,
  options: Record<string, string> = {},
): Promise<string> {
  const { exitCode, output } = await run(name, options);
  expect(exitCode, output).toBe(0);
  return output;
}

/** The output of a command that has to fail. */
export async function fail(
  name: string,
  options: Record<string, string> = {},
): Promise<string> {
  const { exitCode, output } = await run(name, options);
  expect(exitCode, output).toBe(1);
  return output;
}

export function kill(): void {
  killEmulator(folder, engine);
}

/** Everything that the emulator's API shows. */
export async function readState(): Promise<unknown> {
  return JSON.parse(await state('read'));
}

/** Makes random calls, the same ones for the same seed. */
export async function changeState(seed: string, count: number): Promise<void> {
  await state('change', seed, String(count));
}

/** The same; returns everything that the emulator's API shows after it. */
export async function changeAndReadState(
  seed: string,
  count: number,
): Promise<unknown> {
  return JSON.parse(await state('change', seed, String(count), 'read'));
}

/** Deletes all messages, also those that are delayed or in flight. */
export async function purgeMessages(): Promise<void> {
  await state('purge');
}

async function state(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    pathOf('python', 'bin', 'python'),
    [path.join(import.meta.dirname, 'state.py'), ...args],
    {
      env: { ...bareEnvironment(), ...readEnvironment(folder) },
      maxBuffer: 1 << 28,
    },
  );
  return stdout;
}
