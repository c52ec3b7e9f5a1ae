import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { localEnvironment } from '../system/environment.ts';
import { run } from '../system/run.ts';

interface ArchiveOptions {
  into: string;
  without?: string[];
  compress?: boolean;
  /** Ends right after its end mark, which has 1,024 bytes. */
  unpadded?: boolean;
}

/** macOS's tar cannot sort names. */
export const gnuTar = process.platform === 'darwin' ? 'gtar' : 'tar';

/** Sorted names, no owners, no times: equal inputs give equal bytes. */
const reproducible = [
  '--sort=name',
  '--mtime=@315532800',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u+rw,go=rX',
  '--format=gnu',
];

/** Makes a tar archive, or a tar.zst, of one folder inside `parent`. */
export async function archive(
  parent: string,
  name: string,
  { into, without = [], compress = false, unpadded = false }: ArchiveOptions,
): Promise<void> {
  await run(
    gnuTar,
    [
      ...reproducible,
      ...without.map((pattern) => `--exclude=${pattern}`),
      ...(unpadded ? ['--blocking-factor=1'] : []),
      ...(compress ? ['--use-compress-program=zstd -3 -T0 --long=27'] : []),
      '-c',
      '-f',
      into,
      '-C',
      parent,
      name,
    ],
    {
      env: localEnvironment(),
      next: 'install GNU tar and zstd, then `make offline-pack`',
    },
  );
}

/** Bytes of all files below a folder. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) =>
        sum + statSync(path.join(entry.parentPath, entry.name)).size,
      0,
    );
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
