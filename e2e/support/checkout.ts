import { rmSync } from 'node:fs';
import path from 'node:path';
import { connect, type Emulator } from '../../scripts/emulator/emulator.ts';
import type { EmulatorProcess } from '../../scripts/emulator/engine.ts';
import { createHostEngine } from '../../scripts/emulator/host/engine.ts';
import { findFreePort } from '../../scripts/system/ports.ts';
import { withAppliedSnapshots } from './applied-snapshots.ts';
import { containerOf } from './container.ts';
import { copyCheckout, type Installed } from './copy-checkout.ts';
import { killDynamoDb, killEmulator, killFunctions } from './kill-emulator.ts';
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

  /**
   * `make local-up` of the configuration of this checkout, which is applied only
   * if it has not been applied before, here or in another copy.
   */
  async up(settings: Record<string, string> = {}): Promise<void> {
    await withAppliedSnapshots(this.folder, this.#engine, async () => {
      const { exitCode, output } = await this.run('local-up', settings);
      if (exitCode !== 0) {
        throw new Error(`make local-up ended with ${exitCode}:\n${output}`);
      }
    });
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

  /** The emulator that `up` has started. */
  async connect(): Promise<Emulator> {
    const { output } = await this.run('env');
    const [, secretAccessKey = ''] =
      /AWS_SECRET_ACCESS_KEY=['"]?([\w-]+)/.exec(output) ?? [];
    const emulator = await connect({
      engine: { recentLog: (lines) => this.#readLog(lines) },
      process: {
        engine: this.#engine,
        id: `of ${this.folder}`,
        port: this.port,
        secretAccessKey,
        startedAt: new Date(),
      },
    });
    if (!emulator) {
      throw new Error(`The emulator of ${this.folder} does not respond.`);
    }
    return emulator;
  }

  async #readLog(lines: number): Promise<string> {
    return this.#engine === 'docker'
      ? containerOf(this.folder).recentLog(lines)
      : createHostEngine(this.path('.local', 'emulator')).recentLog(lines);
  }

  killEmulator(): void {
    killEmulator(this.folder, this.#engine);
  }

  /** `kill -9` of every process that runs a function. */
  killFunctions(): void {
    killFunctions(this.folder, this.#engine);
  }

  killDynamoDb(): void {
    killDynamoDb(this.folder, this.#engine);
  }

  async remove(): Promise<void> {
    await this.run('local-down');
    rmSync(this.folder, { recursive: true });
  }
}
