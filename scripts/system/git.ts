import { existsSync } from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../output/errors.ts';
import { localEnvironment } from './environment.ts';
import { inRepository } from './paths.ts';
import { run } from './run.ts';

/** The checked-out commit, and the files that differ from it. */
export interface WorkTree {
  commit: string;
  /** Changed and untracked files, as `git status --porcelain` names them. */
  changes: string[];
}

/** False in an unpacked offline pack, even if it lies inside another repository. */
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

/**
 * The files of a folder in a commit, byte for byte, by their paths below that
 * folder.
 *
 * @throws SandboxError unless the commit is in this clone.
 */
export async function readCommitted(
  commit: string,
  folder: string,
  root = inRepository(),
): Promise<Record<string, Buffer>> {
  const { execa } = await import('execa');
  const read = async (...args: string[]): Promise<Buffer> => {
    const { stdout } = await execa('git', args, {
      cwd: root,
      env: localEnvironment(),
      extendEnv: false,
      encoding: 'buffer',
      stripFinalNewline: false,
    });
    return Buffer.from(stdout);
  };
  const list = await read(
    ...['ls-tree', '-r', '-z', '--name-only', commit, '--', `${folder}/`],
  ).catch((cause: unknown) => {
    throw new SandboxError(`Commit ${commit} is not in this clone.`, {
      why: 'The deployed release is compared with the files of its commit.',
      next: `\`git fetch origin ${commit}\`, then run the same command again`,
      cause,
    });
  });
  const names = list.toString().split('\0').filter(Boolean);
  return Object.fromEntries(
    await Promise.all(
      names.map(
        async (name): Promise<[string, Buffer]> => [
          path.relative(folder, name),
          await read('cat-file', 'blob', `${commit}:${name}`),
        ],
      ),
    ),
  );
}

async function git(args: string[]): Promise<string> {
  const output = await run('git', args, {
    cwd: inRepository(),
    env: localEnvironment(),
    next: 'a receipt names a commit: run this in a clone of the repository',
  });
  return output.trimEnd();
}
