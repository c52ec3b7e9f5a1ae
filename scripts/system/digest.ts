import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** SHA-256 in hex of names and contents, sorted by name. */
export function digestOf(parts: Record<string, string | Buffer>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(parts).sort()) {
    const content = Buffer.from(parts[name] ?? '');
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The matching files of a folder, by name: input for a digest. */
export function readParts(
  folder: string,
  patterns: string[],
): Record<string, Buffer> {
  return Object.fromEntries(
    globSync(patterns, { cwd: folder })
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .map((name) => [name, readFileSync(path.join(folder, name))]),
  );
}
