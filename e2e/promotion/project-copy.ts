import {
  appendFileSync,
  cpSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import type { Seal } from '../../scripts/promotion/state/seal.ts';
import { copyCheckout, type Installed } from '../support/copy-checkout.ts';
import { makeTestFolder, removeIfAbandoned } from '../support/test-folder.ts';

/**
 * A separate repository with the files of the current work tree, so that a test
 * can commit, change and roll back without touching the developer's.
 */
export class ProjectCopy {
  readonly folder = makeTestFolder();

  /** @param shared the parts of `.local/` that it shares with this checkout. */
  async create(shared: Installed[] = ['terraform']): Promise<void> {
    copyCheckout(shared, this.folder);
    // Links, which .gitignore's patterns for folders do not match.
    await this.git('init', '--quiet');
    writeFileSync(
      path.join(this.folder, '.git', 'info', 'exclude'),
      'node_modules\n',
    );
    await this.commit('Start');
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** @throws Error if there is nothing to replace. */
  replaceAll(name: string, old: string | RegExp, text: string): void {
    const before = readFileSync(this.path(name), 'utf8');
    const after = before.replaceAll(
      typeof old === 'string' ? old : new RegExp(old, 'g'),
      text,
    );
    if (after === before) {
      throw new Error(`${name} holds no \`${old}\`.`);
    }
    this.write(name, after);
  }

  append(name: string, text: string): void {
    appendFileSync(this.path(name), text);
  }

  /** Restores the files after `work` has changed them. */
  async withChanged(names: string[], work: () => Promise<void>): Promise<void> {
    const before = names.map((name) => readFileSync(this.path(name)));
    try {
      await work();
    } finally {
      for (const [index, name] of names.entries()) {
        writeFileSync(this.path(name), before[index] ?? '');
      }
    }
  }

  async commit(message: string): Promise<void> {
    await this.git('add', '--all');
    await this.git(
      '-c',
      'user.name=e2e',
      '-c',
      'user.email=e2e@localhost',
      'commit',
      '--quiet',
      '--message',
      message,
    );
  }

  /** Issues the receipt of this commit without running e2e, which has its own tests. */
  issueReceipt(): Promise<void> {
    return this.#run('issue-receipt.ts');
  }

  /** Changes the seal, with a valid authentication code. */
  changeSeal(folder: string, changes: Partial<Seal>): Promise<void> {
    return this.#run('change-seal.ts', folder, JSON.stringify(changes));
  }

  /** Runs a program in this copy, so with its key. */
  async #run(program: string, ...args: string[]): Promise<void> {
    await execa(
      'node_modules/.bin/node',
      [`e2e/promotion/in-copy/${program}`, ...args],
      { cwd: this.folder },
    );
  }

  git(...args: string[]) {
    return execa('git', args, { cwd: this.folder });
  }

  /** A colleague's checkout, with the receipt. */
  copy(): string {
    const folder = `${this.folder}-colleague`;
    removeIfAbandoned(folder);
    cpSync(this.folder, folder, { recursive: true, verbatimSymlinks: true });
    return folder;
  }

  remove(): void {
    for (const folder of [this.folder, `${this.folder}-colleague`]) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
