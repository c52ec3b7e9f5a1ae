import { execa } from 'execa';
import type { SandboxError } from '../output/errors.ts';
import { localEnvironment } from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { explainWatchLimit } from '../system/watch-limit.ts';
import { unitProjects } from './vitest.ts';

/** Runs the unit tests of these folders, and those of each file that is saved. */
export async function watchTests(filters: string[]): Promise<void> {
  const vitest = execa(
    inRepository('node_modules', '.bin', 'vitest'),
    ['watch', ...unitProjects, ...filters],
    {
      cwd: inRepository(),
      env: localEnvironment(),
      extendEnv: false,
      reject: false,
      // Vitest reads keys, and handles Ctrl-C itself.
      stdio: ['inherit', 'inherit', 'pipe'],
      buffer: false,
    },
  );
  // Otherwise it names each file that it cannot watch, and continues without them.
  let limit: SandboxError | undefined;
  for await (const line of vitest.iterable({ from: 'stderr' })) {
    limit ??= explainWatchLimit(line);
    if (limit) {
      vitest.kill();
    } else {
      process.stderr.write(`${line}\n`);
    }
  }
  const { exitCode } = await vitest;
  if (limit) {
    throw limit;
  }
  process.exitCode = exitCode ?? 1;
}
