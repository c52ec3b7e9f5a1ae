import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import type { EmulatorProcess } from '../../scripts/emulator/engine.ts';
import { inLocal, inRepository } from '../../scripts/system/paths.ts';
import { containerOf } from './container.ts';
import { findFreePort } from './free-port.ts';

const sources = [
  'journal',
  'lambda',
  'localstack',
  'scripts',
  'terraform',
  'docker-compose.yml',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Installed once for all checkouts. */
const installed = ['dynamodb-local', 'python', 'terraform'];

/** A checkout beside this one, with an emulator that a test may destroy. */
export class Checkout {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'checkout-'));
  #port = 0;
  #engine: EmulatorProcess['engine'] = 'host';

  /** Its emulator runs as the one does that the suite is given. */
  async create(): Promise<void> {
    this.#engine = (await requireEmulator()).engine;
    for (const name of sources) {
      cpSync(inRepository(name), this.path(name), {
        recursive: true,
      });
    }
    this.#link(inRepository('node_modules'), 'node_modules');
    mkdirSync(this.path('.local'));
    for (const name of installed.filter((each) => existsSync(inLocal(each)))) {
      this.#link(inLocal(name), '.local', name);
    }
    this.#port = await findFreePort();
  }

  path(...segments: string[]): string {
    return path.join(this.#folder, ...segments);
  }

  /** Runs what `make <name>` runs. */
  run(name: string, settings: Record<string, string> = {}) {
    return execa('scripts/run', [name], {
      cwd: this.#folder,
      env: { ENGINE: this.#engine, PORT: String(this.#port), ...settings },
      reject: false,
      all: true,
    });
  }

  /** `kill -9` of LocalStack itself. */
  killEmulator(): void {
    if (this.#engine === 'docker') {
      containerOf(this.#folder).kill();
      return;
    }
    process.kill(this.#readPid(), 'SIGKILL');
  }

  /** `kill -9` of DynamoDB Local, while LocalStack lives. */
  killDynamoDb(): void {
    if (this.#engine === 'docker') {
      containerOf(this.#folder).killDynamoDb();
      return;
    }
    const [jvm] = childrenOf(this.#readPid()).filter(
      (pid) => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'java\n',
    );
    if (jvm === undefined) {
      throw new Error('LocalStack has no JVM.');
    }
    process.kill(jvm, 'SIGKILL');
  }

  #readPid(): number {
    const record = this.path('.local', 'emulator', 'host.json');
    return (JSON.parse(readFileSync(record, 'utf8')) as { pid: number }).pid;
  }

  /** Without its emulator there is no stack to destroy, which takes long. */
  async remove(): Promise<void> {
    this.killEmulator();
    await this.run('local-down');
    rmSync(this.#folder, { recursive: true });
  }

  #link(target: string, ...name: string[]): void {
    symlinkSync(target, this.path(...name));
  }
}

/** A process's children are listed by the thread that started them. */
function childrenOf(pid: number): number[] {
  return globSync(`/proc/${pid}/task/*/children`).flatMap((file) =>
    readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
