import { execa } from 'execa';
import { localEnvironment } from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';

/** Runs the unit tests of these folders, and those of each file that is saved. */
export async function watchTests(filters: string[]): Promise<void> {
  const { exitCode } = await execa(
    inRepository('node_modules', '.bin', 'vitest'),
    ['watch', '--project', 'unit', ...filters],
    {
      cwd: inRepository(),
      env: localEnvironment(),
      extendEnv: false,
      reject: false,
      // Vitest reads keys, and handles Ctrl-C itself.
      stdio: 'inherit',
    },
  );
  process.exitCode = exitCode ?? 1;
}
