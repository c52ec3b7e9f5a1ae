import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Writes the SHA-256 of every file below `folder` into the file `manifest`
 * there: what `sha256sum --check` reads, one line for each file.
 */
export async function writeManifest(
  folder: string,
  manifest = '.offline/SHA256SUMS',
): Promise<number> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(folder, path.join(entry.parentPath, entry.name)),
    )
    .sort();
  const lines: string[] = [];
  for (const file of files) {
    lines.push(`${await sha256OfFile(path.join(folder, file))}  ${file}\n`);
  }
  writeFileSync(path.join(folder, manifest), lines.join(''));
  return files.length;
}

export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
