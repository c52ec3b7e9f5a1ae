import {
  createReadStream,
  createWriteStream,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { zstdCompressSync } from 'node:zlib';
import { archive } from './archive.ts';

const endMarkBytes = 1024;

/**
 * Puts a small folder in front of the contents of a tar.zst archive. One `tar`
 * unpacks both, and the file ends with the archive's former bytes.
 */
export async function prepend(
  pack: string,
  parent: string,
  name: string,
): Promise<void> {
  const tar = `${pack}.tar`;
  const rest = `${pack}.rest`;
  await archive(parent, name, { into: tar, unpadded: true });
  // At the end mark `tar` would stop reading.
  const entries = readFileSync(tar).subarray(0, -endMarkBytes);
  rmSync(tar);
  renameSync(pack, rest);
  writeFileSync(pack, zstdCompressSync(entries));
  await pipeline(
    createReadStream(rest),
    createWriteStream(pack, { flags: 'a' }),
  );
  rmSync(rest);
}
