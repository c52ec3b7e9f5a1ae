import { existsSync } from 'node:fs';
import path from 'node:path';
import { localEnvironment } from './environment.ts';
import { SandboxError } from './errors.ts';
import { inRepository } from './paths.ts';
import { run } from './run.ts';

/** The commit that is checked out, and what differs from it. */
export interface WorkTree {
  commit: string;
  /** Changed and untracked files, as `git status --porcelain` names them. */
  changes: string[];
}

/** False in what an offline pack unpacked, even inside somebody's repository. */
export function isClone(folder = inRepository()): boolean {
  return existsSync(path.join(folder, '.git'));
}

/** @throws SandboxError unless this is a clone. */
export async function readWorkTree(): Promise<WorkTree> {
  if (!isClone()) {
    throw new SandboxError('This checkout has no commits.', {
      why: 'It came from an offline pack, which holds files without their history.',
      next: 'run the command in a clone of the repository',
    });
  }
  const [commit, status] = await Promise.all([
    git(['rev-parse', 'HEAD']),
    git(['status', '--porcelain']),
  ]);
  return { commit, changes: status.split('\n').filter(Boolean) };
}

async function git(args: string[]): Promise<string> {
  const output = await run('git', args, {
    cwd: inRepository(),
    env: localEnvironment(),
    next: 'a receipt names a commit: run this in a clone of the repository',
  });
  return output.trimEnd();
}
