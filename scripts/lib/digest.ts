import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** SHA-256 in hex of names and contents, in the order of the names. */
export function digestOf(parts: Record<string, string | Buffer>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(parts).sort()) {
    const content = Buffer.from(parts[name] ?? '');
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** SHA-256 in hex of every file below a folder, names included. */
export function digestOfFolder(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return digestOf(
    Object.fromEntries(
      files.map((file) => [path.relative(folder, file), readFileSync(file)]),
    ),
  );
}
