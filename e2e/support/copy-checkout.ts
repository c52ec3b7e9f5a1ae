import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { isClone } from '../../scripts/system/git.ts';
import { inLocal, inRepository } from '../../scripts/system/paths.ts';
import { makeTestFolder } from './test-folder.ts';

/** The tools and packages in `.local/` that copies may share. */
export type Installed = 'dynamodb-local' | 'python' | 'terraform' | 'uv';

/** Generated or local files, which are not copied. */
const generated = ['.env', '.git', '.local', '.offline', 'node_modules'];

/**
 * Copies the files of this checkout with their uncommitted changes, and without
 * generated files. Shares the npm packages, and the given parts of `.local/`.
 */
export function copyCheckout(
  shared: Installed[],
  folder = makeTestFolder(),
): string {
  for (const name of listFiles()) {
    cpSync(inRepository(name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(inRepository('node_modules'), path.join(folder, 'node_modules'));
  mkdirSync(path.join(folder, '.local'));
  for (const name of shared.filter((each) => existsSync(inLocal(each)))) {
    symlinkSync(inLocal(name), path.join(folder, '.local', name));
  }
  return folder;
}

function listFiles(): string[] {
  if (!isClone()) {
    // An offline pack holds the files of a commit, without the repository.
    return readdirSync(inRepository()).filter(
      (name) => !generated.includes(name),
    );
  }
  return execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: inRepository(), encoding: 'utf8' },
  )
    .split('\0')
    .filter((name) => name !== '' && existsSync(inRepository(name)));
}
