import {
  appendFileSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { errorCode } from '../../output/errors.ts';
import { inLocal } from '../../system/paths.ts';
import { privateFolder } from '../../system/private-folder.ts';

/**
 * The completed requests of a run, saved in a file for a later command. A
 * restarted emulator has lost its payments, so each session has a separate file.
 */
export class LoadProgress {
  readonly #file: string;
  readonly #completed: Set<string>;

  constructor(runId: string, sessionId: string, folder = inLocal('load')) {
    this.#file = path.join(folder, `${runId}.${sessionId}.log`);
    mkdirSync(folder, privateFolder);
    this.#completed = new Set(readLines(this.#file));
  }

  isAnswered(idempotencyKey: string): boolean {
    return this.#completed.has(idempotencyKey);
  }

  /** One short line, so that it is written whole even if this process is killed. */
  add(idempotencyKey: string): void {
    this.#completed.add(idempotencyKey);
    appendFileSync(this.#file, `${idempotencyKey}\n`);
  }

  /** Deletes the file of a complete run. */
  forget(): void {
    rmSync(this.#file, { force: true });
  }
}

/** For a restored state, which may lack what a run has written since. */
export function forgetLoadProgress(
  sessionId: string,
  folder = inLocal('load'),
): void {
  for (const name of globSync(`*.${sessionId}.log`, { cwd: folder })) {
    rmSync(path.join(folder, name));
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
