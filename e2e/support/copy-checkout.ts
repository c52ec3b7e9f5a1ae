import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isClone } from '../../scripts/system/git.ts';
import { inLocal, inRepository } from '../../scripts/system/paths.ts';

/** What `.local/` holds of tools and packages, which copies may share. */
export type Installed = 'dynamodb-local' | 'python' | 'terraform' | 'uv';

/** What is there beside the files of the repository. */
const generated = ['.env', '.git', '.local', '.offline', 'node_modules'];

/** An empty folder for a copy of this checkout. */
export function makeCheckoutFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'checkout-'));
}

/**
 * Copies the files of this checkout, as they are, without what they make. The
 * npm packages are shared, and what of `.local/` is named and installed.
 */
export function copyCheckout(
  shared: Installed[],
  folder = makeCheckoutFolder(),
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
    // An offline pack holds the files of a commit, and nothing of git.
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
