import { chmodSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { Checkout } from '../../support/checkout.ts';
import { readEnvironment } from '../../support/shell.ts';

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
  const checkout = new Checkout();
  await checkout.create(engine, ['uv', 'dynamodb-local', 'terraform']);
  const { folder, port } = checkout;
  // Other users may enter the folder, so that only `.local`'s mode protects it.
  chmodSync(folder, 0o755);
  try {
    await checkout.up();
    const environment = readEnvironment(folder);
    project.provide('sandbox', { checkout: folder, port, engine, environment });
    return () => checkout.remove();
  } catch (error) {
    await checkout.remove();
    throw error;
  }
}
