import type { TestProject } from 'vitest/node';
import { findFreePort } from '../../../scripts/system/ports.ts';
import type { StackOutputs } from '../../../scripts/terraform/outputs.ts';
import { Checkout } from '../../support/checkout.ts';
import { installed } from '../../support/restored-sandbox.ts';
import { type RunningConsole, startConsole } from './console.ts';

export interface ConsoleSandbox {
  /** The copied checkout. */
  folder: string;
  /** The emulator's. */
  port: number;
  consolePort: number;
  /** With the token. */
  link: string;
  outputs: StackOutputs;
}

declare module 'vitest' {
  export interface ProvidedContext {
    console: ConsoleSandbox;
  }
}

/** Vitest's global set-up: one sandbox and its console, for all tests. */
export default async function setup(project: TestProject) {
  const checkout = new Checkout();
  let running: RunningConsole | undefined;
  const remove = async () => {
    await running?.stop();
    await checkout.remove();
  };
  try {
    await checkout.create('host', installed);
    const { folder, port } = checkout;
    await checkout.up();
    const outputs = JSON.parse((await checkout.run('outputs')).output);
    const consolePort = await findFreePort();
    running = await startConsole(folder, {
      sandbox: port,
      console: consolePort,
    });
    const { link } = running;
    project.provide('console', {
      folder,
      port,
      consolePort,
      link,
      outputs,
    });
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}
