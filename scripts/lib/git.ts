import { localEnvironment } from './environment.ts';
import { inRepository } from './paths.ts';
import { run } from './run.ts';

/** The commit that is checked out, and what differs from it. */
export interface WorkTree {
  commit: string;
  /** Changed and untracked files, as `git status --porcelain` names them. */
  changes: string[];
}

export async function readWorkTree(): Promise<WorkTree> {
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
