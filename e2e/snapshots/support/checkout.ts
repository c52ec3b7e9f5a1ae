import type { TestProject } from 'vitest/node';
import { Checkout } from '../../support/checkout.ts';
import { installed } from '../../support/restored-sandbox.ts';

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
  try {
    await checkout.create(engine, installed);
    await checkout.up({ AUTOSAVE: '0' });
    const { folder, port } = checkout;
    project.provide('savedCheckout', { folder, port, engine });
    return () => checkout.remove();
  } catch (error) {
    await checkout.remove();
    throw error;
  }
}
