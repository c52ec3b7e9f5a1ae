import { dockerEnvironment } from '../scripts/system/environment.ts';
import { inRepository } from '../scripts/system/paths.ts';
import { run } from '../scripts/system/run.ts';
import type { Figures } from './figures.ts';

const commands = [
  'outputs',
  'payments',
  'logs',
  'invoke',
  'status',
  // With nothing to do.
  'local-up',
];

/** Measures the everyday commands as a developer runs them, by make. */
export async function measureEverydayCommands(
  figures: Figures,
  envName: string,
): Promise<void> {
  for (const command of commands) {
    await figures.timeMedian(`make ${command}`, figures.many(7), () =>
      run('make', ['-s', command, `ENV=${envName}`], {
        cwd: inRepository(),
        env: dockerEnvironment(),
      }),
    );
  }
}
