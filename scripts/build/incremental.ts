import { type BuildFailure, context, formatMessages } from 'esbuild';
import { inRepository } from '../system/paths.ts';
import { type Files, filesOf, handlerOptions } from './handler-options.ts';
import { type CompiledPackages, Packages } from './packages.ts';

export interface CompiledCode {
  own: Files;
  /** Those that the code imports, unless they are part of it. */
  packages?: CompiledPackages;
}

/** What compiling made and took; or why it failed, with the lines of source. */
export type Compiled =
  | { code: CompiledCode; durationMs: number }
  | { error: string };

/** Compiles the function again and again. */
export interface IncrementalBuild {
  /**
   * Compiles this checkout's code alone, which takes milliseconds: the packages
   * that it imports are in separate files, and are compiled once.
   */
  compile(): Promise<Compiled>;
  /** The files of `buildBundle`, byte for byte. */
  compileBundle(): Promise<Compiled>;
  /** After other versions of them were installed. */
  forgetPackages(): void;
  /** Ends `compileBundle`, which takes the processor from `compile`. */
  cancelBundle(): Promise<void>;
  dispose(): Promise<void>;
}

/** @param readable keeps the names of variables, for a debugger. */
export async function startIncrementalBuild({
  readable = false,
  projectRoot = inRepository(),
} = {}): Promise<IncrementalBuild> {
  const options = {
    ...handlerOptions(projectRoot),
    ...(readable && { minify: false }),
  };
  const packages = new Packages(options);
  const own = await context({ ...options, plugins: [packages.separate] });
  const bundle = await context(handlerOptions(projectRoot));
  return {
    compile: () =>
      measure(async () => {
        const files = filesOf(await own.rebuild());
        const handler = Buffer.from(files['handler.mjs'] ?? []).toString();
        const imported = await packages.compile(handler);
        return { own: files, ...(imported && { packages: imported }) };
      }),
    compileBundle: () =>
      measure(async () => ({
        own: filesOf(await bundle.rebuild()),
      })),
    forgetPackages: () => packages.forget(),
    cancelBundle: () => bundle.cancel(),
    async dispose() {
      await Promise.all([own.dispose(), bundle.dispose()]);
    },
  };
}

async function measure(
  compile: () => Promise<CompiledCode>,
): Promise<Compiled> {
  const startedAt = performance.now();
  try {
    const code = await compile();
    return { code, durationMs: performance.now() - startedAt };
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (!errors) {
      throw error;
    }
    const frames = await formatMessages(errors, { kind: 'error' });
    return { error: frames.join('').trim() };
  }
}
