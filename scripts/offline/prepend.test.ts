import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localEnvironment } from '../system/environment.ts';
import { run } from '../system/run.ts';
import { archive, gnuTar } from './archive.ts';
import { prepend } from './prepend.ts';

let folder: string;
const inFolder = (...names: string[]) => path.join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepend-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** One file in the folder `pack`. */
function make(parent: string, name: string, text: string): string {
  mkdirSync(inFolder(parent, 'pack'), { recursive: true });
  writeFileSync(inFolder(parent, 'pack', name), text);
  return inFolder(parent);
}

const env = localEnvironment();

describe('prepend', () => {
  // One that ends with a block of zeros, as the end mark does.
  it.each(['x', `${'x'.repeat(512)}\0`, ''])(
    'leaves one archive with both contents: %j',
    async (text) => {
      const pack = inFolder('pack.tar.zst');
      const tar = inFolder('pack.tar');
      await archive(make('large', 'large', '1'), 'pack', { into: tar });
      const before = zstdCompressSync(readFileSync(tar));
      writeFileSync(pack, before);

      await prepend(pack, make('small', 'small', text), 'pack');

      // As the program zstd does, which not every machine has: one frame after
      // the other.
      const added = readFileSync(pack).subarray(0, -before.length);
      const frames = [added, before].map((frame) => zstdDecompressSync(frame));
      writeFileSync(tar, Buffer.concat(frames));
      await run(gnuTar, ['-x', '-f', tar, '-C', folder], { env });
      expect(readdirSync(inFolder('pack'))).toEqual(['large', 'small']);
      expect(readFileSync(inFolder('pack', 'small'), 'utf8')).toBe(text);
      expect(readFileSync(pack).subarray(-before.length)).toEqual(before);
      expect(readdirSync(folder).toSorted()).toEqual([
        'large',
        'pack',
        'pack.tar',
        'pack.tar.zst',
        'small',
      ]);
    },
  );
});
