import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuildFailure, BuildOptions } from 'esbuild';
import { SandboxError } from '../output/errors.ts';
import { inRepository } from '../system/paths.ts';

/** One file of the console's page, as its server sends it. */
export interface ConsoleFile {
  /** For the header `content-type`. */
  type: string;
  content: Uint8Array;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * The console's page by path, such as `/main.js`; `/` is its HTML. Built in memory
 * from the sources, in about 100 ms, so that each start of a server has the newest.
 */
export async function buildConsole(
  projectRoot = inRepository(),
): Promise<Map<string, ConsoleFile>> {
  const { build } = await import('esbuild');
  const options = pageOptions(projectRoot);
  const [{ outputFiles }, html] = await Promise.all([
    build(options).catch(throwReadably),
    readFile(path.join(projectRoot, 'console/src/index.html')),
  ]);
  const built = outputFiles.map((file): [string, ConsoleFile] => {
    const name = path.relative(options.outdir, file.path);
    return [`/${name}`, describe(name, file.contents)];
  });
  return new Map([['/', describe('index.html', html)], ...built]);
}

/** With the line of source, for a person who edits the page. */
async function throwReadably(failure: BuildFailure): Promise<never> {
  const { formatMessages } = await import('esbuild');
  const frames = await formatMessages(failure.errors ?? [], { kind: 'error' });
  throw new SandboxError('The console’s page could not be built.', {
    why: frames.join('').trim() || failure.message,
    next: 'fix it, then `make console`',
    cause: failure,
  });
}

function describe(name: string, content: Uint8Array): ConsoleFile {
  const type = types[path.extname(name)] ?? 'application/octet-stream';
  return { type, content };
}

function pageOptions(projectRoot: string) {
  return {
    absWorkingDir: projectRoot,
    entryPoints: ['console/src/main.tsx'],
    outdir: path.join(projectRoot, 'out'), // never written
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    // The first browsers with `light-dark()`, which the colours are made of.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // console/tsconfig.json extends the one of the project, which is for Node.
    tsconfigRaw: {},
    legalComments: 'none',
    logLevel: 'silent', // a failure is thrown with its full text
  } satisfies BuildOptions;
}
