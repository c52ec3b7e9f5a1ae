import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { inLocal, inRepository } from '../../../scripts/system/paths.ts';
import { findFreePort } from '../../support/free-port.ts';
import { startMake } from '../../support/make.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A copy of this checkout, to be broken. */
    checkout: string;
    /** Free when the suite began. */
    port: number;
  }
}

/** What a set-up downloads; to be had from here without a network. */
const downloaded = ['uv', 'dynamodb-local'];

/** Copies the files of this checkout, as they are, without what they make. */
export function copyCheckout(): string {
  const checkout = mkdtempSync(path.join(tmpdir(), 'sandbox-resilience-'));
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard'],
    { cwd: inRepository(), encoding: 'utf8' },
  );
  for (const file of files.trim().split('\n')) {
    cpSync(inRepository(file), path.join(checkout, file), { force: true });
  }
  symlinkSync(
    inRepository('node_modules'),
    path.join(checkout, 'node_modules'),
  );
  mkdirSync(path.join(checkout, '.local'));
  for (const name of downloaded) {
    symlinkSync(inLocal(name), path.join(checkout, '.local', name));
  }
  return checkout;
}

/** Vitest's global set-up: one checkout for the whole suite. */
export default async function setup(project: TestProject) {
  const checkout = copyCheckout();
  const port = await findFreePort();
  const { exitCode, output } = await startMake(
    checkout,
    ['setup', 'ENGINE=host'],
    {},
  ).ended;
  if (exitCode !== 0) {
    rmSync(checkout, { recursive: true });
    throw new Error(`make setup failed in ${checkout}:\n${output}`);
  }
  project.provide('checkout', checkout);
  project.provide('port', port);

  return async () => {
    await startMake(checkout, ['local-down'], {}).ended;
    rmSync(checkout, { recursive: true });
  };
}
