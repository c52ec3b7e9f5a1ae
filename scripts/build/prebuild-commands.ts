import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import type { BuildFailure, Plugin } from 'esbuild';
import { warn } from '../output/log.ts';
import { inRepository } from '../system/paths.ts';
import { prebuiltFolder, prebuiltPrefix } from '../system/prebuilt.mjs';
import { privateFolder } from '../system/private-folder.ts';

/**
 * Packages of many files that most commands load. All others stay where they
 * are: some look for files beside their own.
 */
const included = ['execa', 'smol-toml', 'zod'];

const requireBanner =
  "import{createRequire as requireFrom}from'node:module';" +
  'const require=requireFrom(import.meta.url);';

const dayMs = 24 * 60 * 60_000;

/**
 * Puts the commands into a few files, which start three times as fast as the
 * hundreds that they are made of. Without them the sources run.
 */
export async function prebuildCommands(root = inRepository()): Promise<void> {
  const folder = prebuiltFolder(root);
  if (existsSync(folder)) {
    return;
  }
  removeOldBuilds(path.dirname(folder));
  mkdirSync(path.dirname(folder), privateFolder);
  const draft = mkdtempSync(`${folder}.`);
  try {
    await compile(root, draft);
    // Another command may have built the same at the same time.
    if (!existsSync(folder)) {
      renameSync(draft, folder);
    }
  } catch (error) {
    const problem = describeBuildFailure(error);
    if (problem === undefined) {
      throw error;
    }
    // It is in a command that is being edited, maybe not in the one that runs.
    warn(
      `The commands were not prebuilt, so they start slowly: ${problem}\nNext: fix it, then \`make setup\``,
    );
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The first error of the compiler; undefined for any other failure. */
function describeBuildFailure(error: unknown): string | undefined {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  return (
    first && `${first.location?.file}:${first.location?.line}: ${first.text}`
  );
}

/** A running command may still load a part of an older build. */
function removeOldBuilds(local: string): void {
  const builds = globSync(`${prebuiltPrefix}*`, { cwd: local })
    .map((name) => path.join(local, name))
    .map((build) => ({ build, builtAt: statSync(build).mtimeMs }))
    .sort((left, right) => right.builtAt - left.builtAt);
  for (const { build, builtAt } of builds.slice(1)) {
    if (Date.now() - builtAt > dayMs) {
      rmSync(build, { recursive: true, force: true });
    }
  }
}

async function compile(root: string, outdir: string): Promise<void> {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/main.ts'],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    sourcemap: 'linked',
    sourcesContent: false,
    tsconfigRaw: {},
    banner: { js: requireBanner },
    plugins: [leavePackages],
    logLevel: 'silent', // a failure is thrown with its full text
  });
}

/** Leaves packages outside, and makes their CommonJS be loaded by `require`. */
const leavePackages: Plugin = {
  name: 'leave-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, kind, importer }) => {
      const stays =
        kind === 'entry-point' ||
        importer.includes('/node_modules/') ||
        included.includes(name);
      if (stays) {
        return undefined;
      }
      return kind === 'import-statement' && name.startsWith('@aws-sdk/')
        ? { path: name, namespace: 'required' }
        : { external: true };
    });
    onLoad({ filter: /^/, namespace: 'required' }, ({ path: name }) => ({
      contents: `module.exports = require(${JSON.stringify(name)});`,
    }));
  },
};
