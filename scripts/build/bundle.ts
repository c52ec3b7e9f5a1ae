import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ZipOptions, type Zippable, zipSync } from 'fflate';
import { inRepository } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';

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

/** Some dependencies are CommonJS and `require` Node's modules. */
const requireBanner =
  "import{createRequire}from'node:module';" +
  'const require=createRequire(import.meta.url);';

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
  const { outputFiles, metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['lambda/src/handler.ts'],
    // Never written there: it makes the map's sources read `lambda/src/…`.
    outfile: 'handler.mjs',
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    lineLimit: 200, // an uncaught error logs the whole line it came from
    platform: 'node',
    target: 'node22',
    format: 'esm',
    // ES modules first: unlike CommonJS, they can be tree-shaken.
    mainFields: ['module', 'main'],
    // A linked node_modules would put its real path into the source map.
    preserveSymlinks: true,
    banner: { js: requireBanner },
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'silent', // a failure is thrown with its full text
  });
  return {
    sources: Object.keys(metafile.inputs),
    files: Object.fromEntries(
      outputFiles.map(({ path, contents }) => [
        basename(path),
        [contents, fileAttributes],
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
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, path);
}
