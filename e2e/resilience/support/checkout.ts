import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { findFreePort } from '../../../scripts/system/ports.ts';
import { copyCheckout, type Installed } from '../../support/copy-checkout.ts';
import { startMake } from '../../support/make.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A copy of this checkout, to be broken. */
    checkout: string;
    /** Free when the suite started. */
    port: number;
  }
}

/** What set-up downloads; shared, so that no network is needed. */
export const downloaded: Installed[] = ['uv', 'dynamodb-local', 'terraform'];

/**
 * Vitest's global set-up: one checkout for the whole suite. What the host engine
 * installs is not shared, because its suite damages it.
 */
export default async function setup(project: TestProject) {
  const [engine, shared] =
    project.name === 'resilience-docker'
      ? (['docker', [...downloaded, 'python']] as const)
      : (['host', downloaded] as const);
  const checkout = copyCheckout([...shared]);
  const port = await findFreePort();
  const { exitCode, output } = await startMake(checkout, [
    'setup',
    `ENGINE=${engine}`,
  ]).ended;
  if (exitCode !== 0) {
    rmSync(checkout, { recursive: true });
    throw new Error(`make setup failed in ${checkout}:\n${output}`);
  }
  project.provide('checkout', checkout);
  project.provide('port', port);

  return async () => {
    await startMake(checkout, ['local-down']).ended;
    rmSync(checkout, { recursive: true });
  };
}
