import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { digestOf } from '../system/digest.ts';
import type { Files, HandlerOptions } from './handler-options.ts';

/** The extension's watched_files.py and spare.mjs name it too. */
const folder = 'packages';

export interface CompiledPackages {
  /** Of all files. */
  digest: string;
  files: Files;
}

/** As esbuild prints it, whatever it was in the source. */
const importStatement = new RegExp(
  `\\bimport\\s*([^'"();]*?)\\s*(?:from\\s*)?"\\./${folder}/([^"]+)\\.mjs"`,
  'g',
);

/**
 * The npm packages that the function imports, in separate files. They are
 * compiled again only if the function imports another name from one of them.
 */
export class Packages {
  readonly #options: HandlerOptions;
  /** The specifier of each file, such as `@aws-sdk/client-s3`. */
  readonly #specifiers = new Map<string, string>();
  #compiled: (CompiledPackages & { key: string }) | undefined;

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  /** Makes the function import the files in place of the packages. */
  readonly separate: Plugin = {
    name: 'separate-packages',
    setup: (own) => {
      own.onResolve({ filter: /^[^./]/ }, async (imported) => {
        const { path: specifier, kind, pluginData, ...place } = imported;
        if (kind === 'entry-point' || pluginData === own) {
          return undefined;
        }
        const name = specifier.replace(/[^\w-]+/g, '-').replace(/^-/, '');
        if (!specifier.startsWith('node:') && !this.#specifiers.has(name)) {
          // So that a missing package is reported where it is imported.
          const options = { ...place, kind, pluginData: own };
          const { errors } = await own.resolve(specifier, options);
          if (errors.length > 0) {
            return { errors };
          }
          this.#specifiers.set(name, specifier);
        }
        return specifier.startsWith('node:')
          ? { external: true }
          : { path: `./${folder}/${name}.mjs`, external: true };
      });
    },
  };

  /**
   * @param handler the compiled function, which imports the files.
   * @returns undefined if it imports none.
   */
  async compile(handler: string): Promise<CompiledPackages | undefined> {
    const exported = findImports(handler);
    if (exported.size === 0) {
      return undefined;
    }
    const key = JSON.stringify(
      [...exported].map(([name, names]) => [name, [...names].sort()]),
    );
    if (this.#compiled?.key !== key) {
      const files = await this.#build(exported);
      const digest = digestOf(
        Object.fromEntries(
          Object.entries(files).map(([name, content]) => [
            name,
            Buffer.from(content),
          ]),
        ),
      );
      this.#compiled = { key, digest, files };
    }
    return this.#compiled;
  }

  /** Compiles them again at the next `compile`. */
  forget(): void {
    this.#compiled = undefined;
  }

  async #build(exported: Map<string, Set<string>>): Promise<Files> {
    const { outfile: _, plugins: __, ...options } = this.#options;
    const sources: Plugin = {
      name: 'package-entries',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^entry:/ }, (entry) => ({
          path: entry.path.slice('entry:'.length),
          namespace: 'entry',
        }));
        onLoad({ filter: /.*/, namespace: 'entry' }, ({ path: name }) => ({
          contents: exportsOf(
            this.#specifiers.get(name) ?? name,
            exported.get(name) ?? new Set(),
          ),
          resolveDir: options.absWorkingDir ?? '',
        }));
      },
    };
    const outdir = path.join(options.absWorkingDir ?? '', 'out');
    const { outputFiles } = await build({
      ...options,
      entryPoints: [...exported.keys()].map((name) => ({
        in: `entry:${name}`,
        out: `${folder}/${name}`,
      })),
      outdir,
      outExtension: { '.js': '.mjs' },
      chunkNames: `${folder}/chunk-[hash]`,
      splitting: true,
      // Node reads the maps at the first error, also of a caught one. A debugger
      // needs them to step into a package.
      sourcemap: options.minify ? false : 'linked',
      write: false,
      plugins: [sources],
    });
    return Object.fromEntries(
      outputFiles.map((file) => [
        path.relative(outdir, file.path),
        file.contents,
      ]),
    );
  }
}

/** The names that a compiled file imports from each package's file. */
export function findImports(compiled: string): Map<string, Set<string>> {
  const imported = new Map<string, Set<string>>();
  for (const [, clause = '', file = ''] of compiled.matchAll(importStatement)) {
    const names = imported.get(file) ?? new Set();
    imported.set(file, names);
    const [, first = '', named = ''] =
      /^([^{]*)(?:\{([^}]*)\})?$/.exec(clause) ?? [];
    for (const each of named.split(',').filter((name) => name.trim())) {
      names.add(each.trim().split(/\s/)[0] ?? '');
    }
    if (first.includes('*')) {
      names.add('*');
    }
    if (/^\s*[\w$]/.test(first)) {
      names.add('default');
    }
  }
  return imported;
}

function exportsOf(specifier: string, names: Set<string>): string {
  const from = JSON.stringify(specifier);
  const named = [...names].filter((name) => name !== '*').join();
  return names.has('*')
    ? `export * from ${from}; export { ${named} } from ${from};`
    : `import ${from}; export { ${named} } from ${from};`;
}
