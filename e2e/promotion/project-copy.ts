import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { inLocal, inRepository } from '../../scripts/lib/paths.ts';

/**
 * A repository of its own with what is in the work tree now, so that a test
 * can commit, change and roll back without touching the developer's.
 */
export class ProjectCopy {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'promotion-'));

  async create(): Promise<void> {
    const { stdout } = await execa(
      'git',
      ['ls-files', '--cached', '--others', '--exclude-standard'],
      { cwd: inRepository() },
    );
    for (const name of stdout.split('\n')) {
      if (existsSync(inRepository(name))) {
        mkdirSync(path.dirname(path.join(this.folder, name)), {
          recursive: true,
        });
        copyFileSync(inRepository(name), path.join(this.folder, name));
      }
    }
    symlinkSync(
      inRepository('node_modules'),
      path.join(this.folder, 'node_modules'),
    );
    mkdirSync(path.join(this.folder, '.local'));
    symlinkSync(
      inLocal('terraform'),
      path.join(this.folder, '.local', 'terraform'),
    );
    // The link is no folder, so .gitignore's `node_modules/` misses it.
    await this.git('init', '--quiet');
    writeFileSync(
      path.join(this.folder, '.git', 'info', 'exclude'),
      'node_modules\n',
    );
    await this.commit('Start');
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  append(name: string, text: string): void {
    appendFileSync(path.join(this.folder, name), text);
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

  git(...args: string[]) {
    return execa('git', args, { cwd: this.folder });
  }

  /** The checkout of a colleague, receipt included. */
  copy(): string {
    const folder = `${this.folder}-colleague`;
    cpSync(this.folder, folder, { recursive: true, verbatimSymlinks: true });
    return folder;
  }

  remove(): void {
    for (const folder of [this.folder, `${this.folder}-colleague`]) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
