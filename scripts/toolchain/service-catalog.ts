import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from '../output/log.ts';
import { localEnvironment } from '../system/environment.ts';
import { inLocal } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { pythonBin } from './python.ts';

/** Laid out as LocalStack's file system is, with its static libraries alone. */
const root = inLocal('python', 'localstack');

/** Where LocalStack looks for its static libraries, below its file system's root. */
export const staticLibraries = path.join('usr', 'lib', 'localstack');

/** The static libraries that were built at set-up. */
export const builtLibraries = path.join(root, staticLibraries);

/** Written last. It is lost with the packages, when they are installed again. */
const stamp = path.join(root, 'complete');

/**
 * Builds LocalStack's index of the AWS services. Without it each start builds
 * the index again, which takes 5 s on 2 cores.
 */
export async function ensureServiceCatalog(): Promise<void> {
  if (existsSync(stamp)) {
    return;
  }
  await step("Indexing LocalStack's services", async () => {
    rmSync(root, { recursive: true, force: true });
    mkdirSync(builtLibraries, { recursive: true });
    await run(pythonBin('python'), ['-m', 'localstack.aws.spec'], {
      env: {
        ...localEnvironment(),
        FILESYSTEM_ROOT: root,
        OVERRIDE_IN_DOCKER: '0',
      },
      next: '`make setup`',
    });
    writeFileSync(stamp, '');
  });
}
