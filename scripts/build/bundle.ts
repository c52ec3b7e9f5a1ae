import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ZipOptions, type Zippable, zipSync } from 'fflate';
import { draftOf } from '../system/files.ts';
import { inRepository } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';
import { filesOf, handlerOptions } from './handler-options.ts';

export interface Bundle {
  readonly path: string;
  /** Hexadecimal digest of the zip. */
  readonly sha256: string;
  /** Size of the zip. */
  readonly bytes: number;
}

interface BuiltBundle extends Bundle {
  /** Every file that it was made from, below the project's folder. */
  readonly sources: string[];
}

/** The same for every entry: a regular file, readable by all, with a fixed time stamp. */
const fileAttributes: ZipOptions = {
  level: 9,
  mtime: new Date(1980, 0, 2),
  os: 3, // Unix, so that the permissions count
  attrs: 0o100644 << 16,
};

/** Builds the function's zip: equal sources give equal bytes everywhere. */
export async function buildBundle(
  projectRoot = inRepository(),
): Promise<BuiltBundle> {
  const { sources, files } = await compileHandler(projectRoot);
  const zip = zipSync(files);
  const path = join(projectRoot, '.local', 'bundle', 'lambda.zip');
  await writeIfChanged(path, zip);
  return {
    path,
    sha256: createHash('sha256').update(zip).digest('hex'),
    bytes: zip.byteLength,
    sources,
  };
}

async function compileHandler(
  projectRoot: string,
): Promise<{ sources: string[]; files: Zippable }> {
  const { build } = await import('esbuild');
  const options = { ...handlerOptions(projectRoot), metafile: true as const };
  const result = await build(options);
  return {
    sources: Object.keys(result.metafile.inputs),
    files: Object.fromEntries(
      Object.entries(filesOf(result)).map(([name, content]) => [
        name,
        [content, fileAttributes],
      ]),
    ),
  };
}

/** Leaves an identical file untouched; otherwise replaces it atomically. */
async function writeIfChanged(path: string, content: Uint8Array) {
  const existing = await readFile(path).catch(() => undefined);
  if (existing?.equals(content)) {
    return;
  }
  await mkdir(dirname(path), privateFolder);
  const draft = draftOf(path);
  await writeFile(draft, content);
  await rename(draft, path);
}
