import type { TestProject } from 'vitest/node';
import { Checkout } from '../../support/checkout.ts';

export interface SavedCheckout {
  folder: string;
  port: number;
  engine: 'host' | 'docker';
}

declare module 'vitest' {
  export interface ProvidedContext {
    savedCheckout: SavedCheckout;
  }
}

/** Vitest's global set-up: one sandbox, to be saved, killed and restored. */
export default async function setup(project: TestProject) {
  const engine = process.env.ENGINE === 'docker' ? 'docker' : 'host';
  const checkout = new Checkout();
  await checkout.create(engine, [
    'dynamodb-local',
    'python',
    'terraform',
    'uv',
  ]);
  const { folder, port } = checkout;
  project.provide('savedCheckout', { folder, port, engine });
  return () => checkout.remove();
}
