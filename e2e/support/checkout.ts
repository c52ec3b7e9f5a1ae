import { rmSync } from 'node:fs';
import path from 'node:path';
import type { EmulatorProcess } from '../../scripts/emulator/engine.ts';
import { copyCheckout, type Installed } from './copy-checkout.ts';
import { findFreePort } from './free-port.ts';
import { killDynamoDb, killEmulator } from './kill-emulator.ts';
import { type MakeResult, startCommand } from './make.ts';
import { makeTestFolder } from './test-folder.ts';

/** A copy of this checkout, with an emulator that a test may destroy. */
export class Checkout {
  readonly folder = makeTestFolder();
  port = 0;
  #engine: EmulatorProcess['engine'] = 'host';

  async create(
    engine: EmulatorProcess['engine'],
    shared: Installed[],
  ): Promise<void> {
    this.#engine = engine;
    copyCheckout(shared, this.folder);
    this.port = await findFreePort();
  }

  path(...segments: string[]): string {
    return path.join(this.folder, ...segments);
  }

  /** Runs what `make <name>` runs. */
  run(
    name: string,
    settings: Record<string, string> = {},
  ): Promise<MakeResult> {
    return startCommand(this.folder, ['scripts/run', name], {
      ENGINE: this.#engine,
      PORT: String(this.port),
      ...settings,
    }).ended;
  }

  killEmulator(): void {
    killEmulator(this.folder, this.#engine);
  }

  killDynamoDb(): void {
    killDynamoDb(this.folder, this.#engine);
  }

  /** Kills the emulator first, because destroying its stack takes long. */
  async remove(): Promise<void> {
    try {
      this.killEmulator();
    } catch {
      // It did not start, or has exited.
    }
    await this.run('local-down');
    rmSync(this.folder, { recursive: true });
  }
}
