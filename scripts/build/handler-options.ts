import path from 'node:path';
import type { BuildOptions, BuildResult } from 'esbuild';

/** Some dependencies are CommonJS and `require` Node's modules. */
const requireBanner =
  "import{createRequire}from'node:module';" +
  'const require=createRequire(import.meta.url);';

export interface HandlerOptions extends BuildOptions {
  write: false;
}

/** How esbuild compiles the function; everything that is in the zip depends on it. */
export function handlerOptions(projectRoot: string): HandlerOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: ['lambda/src/handler.ts'],
    // Never written there: it makes the map's sources read `lambda/src/…`.
    outfile: 'handler.mjs',
    write: false,
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
  };
}

/** Contents by file name. */
export type Files = Record<string, Uint8Array>;

/** What esbuild made. */
export function filesOf({ outputFiles }: BuildResult<HandlerOptions>): Files {
  return Object.fromEntries(
    outputFiles.map((file) => [path.basename(file.path), file.contents]),
  );
}
