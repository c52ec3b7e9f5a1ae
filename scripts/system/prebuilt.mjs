// Plain JavaScript, because the launcher imports it: see main.mjs.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The name of every folder of prebuilt commands starts so, in `.local/`. */
export const prebuiltPrefix = 'commands-';

/**
 * Where the commands are, or would be, prebuilt from exactly these sources and
 * packages: code that differs has another folder, so no stale code is found.
 *
 * @param {string} root the checkout.
 */
export function prebuiltFolder(root) {
  const hash = createHash('sha256');
  const names = ['scripts', 'bench', 'journal'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true })
      .map((name) => path.join(folder, String(name)))
      .filter((name) => /\.(ts|mjs)$/.test(name) && !name.endsWith('.test.ts')),
  );
  for (const name of ['package-lock.json', ...names.sort()]) {
    const content = readFileSync(path.join(root, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  const digest = hash.digest('hex').slice(0, 16);
  // On this level, so that the code is as far below the root as its source.
  return path.join(root, '.local', `${prebuiltPrefix}${digest}`);
}

/**
 * The program that runs the prebuilt commands; undefined unless they are built,
 * in a folder that no other user can write to.
 *
 * @param {string} root the checkout.
 */
export function findPrebuilt(root) {
  const local = statSync(path.join(root, '.local'), { throwIfNoEntry: false });
  if (local?.uid !== process.getuid?.() || ((local?.mode ?? 0) & 0o077) !== 0) {
    return undefined;
  }
  const program = path.join(prebuiltFolder(root), 'main.mjs');
  return existsSync(program) ? program : undefined;
}
