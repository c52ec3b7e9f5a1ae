import { type FSWatcher, globSync, type Stats, statSync, watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../output/errors.ts';
import { explainWatchLimit } from '../system/watch-limit.ts';

/** Editors write a file in several steps, within a few milliseconds. */
const quietMs = 6;
/** Many empty a file first. On a busy machine, its text follows later. */
const emptyMs = 500;
const pollMs = 1000;

/** Files that decide what runs; editors also write backups and locks. */
const isSource = (name: string) => /^[^.#].*\.(ts|tf|hcl|tfvars)$/.test(name);

export interface Change {
  /** Relative to the root, with `/`. */
  files: string[];
  /** `performance.now()` of the first of them. */
  savedAt: number;
}

/**
 * Watches folders of a root, and folders that are created in them. Each folder
 * is watched by itself: that also sees a file which an editor replaces.
 */
export class Changes {
  readonly #root: string;
  readonly #single: string[];
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #files = new Set<string>();
  readonly #poll: NodeJS.Timeout;
  #states: Map<string, string>;
  #savedAt = 0;
  #arrived = Promise.withResolvers<void>();

  /**
   * @param single files that are looked at once a second.
   * @throws SandboxError if the system's limit of watched files is reached.
   */
  constructor(root: string, folders: string[], single: string[] = []) {
    this.#root = root;
    this.#single = single;
    try {
      for (const folder of folders) {
        this.#watchTree(folder);
      }
    } catch (error) {
      this.#closeWatchers();
      throw error;
    }
    this.#states = this.#readStates();
    this.#poll = setInterval(() => this.#findMissed(), pollMs);
  }

  get isPending(): boolean {
    return this.#files.size > 0;
  }

  /** Resolves when there is a change, which `take` returns; rejects if a new folder cannot be watched. */
  get arrived(): Promise<void> {
    return this.#arrived.promise;
  }

  /** The changes since the last call, once the editor has written them. */
  async take(): Promise<Change> {
    await this.arrived;
    const filledBy = performance.now() + emptyMs;
    for (let seen = -1; seen !== this.#count; ) {
      const isFull = !this.#hasEmptied || performance.now() >= filledBy;
      seen = isFull ? this.#count : -1;
      await delay(quietMs);
    }
    const change = { files: [...this.#files].sort(), savedAt: this.#savedAt };
    this.#files.clear();
    this.#arrived = Promise.withResolvers();
    return change;
  }

  close(): void {
    clearInterval(this.#poll);
    this.#closeWatchers();
  }

  #closeWatchers(): void {
    for (const watcher of this.#watchers.values()) {
      watcher.close();
    }
    this.#watchers.clear();
  }

  #count = 0;

  #watchTree(folder: string): void {
    const cwd = path.join(this.#root, folder);
    for (const inside of ['.', ...globSync('**/', { cwd })]) {
      // The folder itself is listed too, as `./`.
      this.#watchFolder(path.posix.join(folder, inside, '.'));
    }
  }

  #watchFolder(folder: string): void {
    if (this.#watchers.has(folder)) {
      return;
    }
    const watcher = this.#open(folder);
    watcher.on('error', () => this.#forget(folder));
    this.#watchers.set(folder, watcher);
  }

  #open(folder: string): FSWatcher {
    try {
      return watch(path.join(this.#root, folder), (event, name) => {
        if (name === null) {
          return;
        }
        if (isSource(name)) {
          this.#add(`${folder}/${name}`);
        } else if (event === 'rename') {
          this.#watchNew(`${folder}/${name}`);
        }
      });
    } catch (error) {
      throw explainWatchLimit(String(error)) ?? error;
    }
  }

  /** A folder that was created, or moved here with its files. */
  #watchNew(folder: string): void {
    try {
      if (!statSync(path.join(this.#root, folder)).isDirectory()) {
        return;
      }
      this.#forget(folder);
      this.#watchTree(folder);
      for (const name of globSync('**/*', {
        cwd: path.join(this.#root, folder),
      }).filter((each) => isSource(path.basename(each)))) {
        this.#add(`${folder}/${name}`);
      }
    } catch (error) {
      // A file, or a folder that was removed.
      if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) {
        this.#arrived.promise.catch(() => undefined);
        this.#arrived.reject(error);
      }
    }
  }

  /** Not every file system reports each change. */
  #findMissed(): void {
    const before = this.#states;
    this.#states = this.#readStates();
    for (const file of new Set([...before.keys(), ...this.#states.keys()])) {
      if (before.get(file) !== this.#states.get(file)) {
        this.#add(file);
      }
    }
  }

  #readStates(): Map<string, string> {
    const states = new Map<string, string>();
    for (const file of this.#single) {
      states.set(file, this.#stateOf(file));
    }
    for (const folder of this.#watchers.keys()) {
      const cwd = path.join(this.#root, folder);
      for (const name of globSync('*', { cwd }).filter(isSource)) {
        states.set(`${folder}/${name}`, this.#stateOf(`${folder}/${name}`));
      }
    }
    return states;
  }

  get #hasEmptied(): boolean {
    return [...this.#files].some((file) => this.#find(file)?.size === 0);
  }

  #stateOf(file: string): string {
    const found = this.#find(file);
    return `${found?.mtimeMs} ${found?.size}`;
  }

  #find(file: string): Stats | undefined {
    return statSync(path.join(this.#root, file), { throwIfNoEntry: false });
  }

  #forget(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #add(file: string): void {
    if (this.#files.size === 0) {
      this.#savedAt = performance.now();
    }
    this.#states.set(file, this.#stateOf(file));
    this.#count += 1;
    this.#files.add(file);
    this.#arrived.resolve();
  }
}
