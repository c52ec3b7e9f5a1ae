import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadEnvironment } from '../scripts/system/environment.ts';
import { inRepository } from '../scripts/system/paths.ts';
import { findFreePort } from '../scripts/system/ports.ts';
import { run } from '../scripts/system/run.ts';
import type { Figures } from './figures.ts';

const runs = 5;

/**
 * Measures `make local-up` in a clone of HEAD: first with an empty home, so that
 * the npm, uv and Maven caches are empty; then with everything installed, from the
 * applied stack and from a saved state.
 */
export async function measureSetUp(
  figures: Figures,
  engine: string,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'payments-sandbox-bench-'));
  const cwd = path.join(folder, 'clone');
  const env = {
    ...downloadEnvironment(),
    HOME: folder,
    ENGINE: engine,
    PORT: String(await findFreePort()),
  };
  const make = (target: string) => () => run('make', [target], { cwd, env });
  try {
    await run('git', ['clone', '--quiet', inRepository(), cwd], { env });
    await figures.time(
      'make local-up, new clone and empty caches',
      make('local-up'),
    );
    await figures.timeMedian('make setup, nothing to do', runs, make('setup'));
    for (const end of ['stop', 'local-down']) {
      await make('local-up')();
      await make(end)();
      await figures.timeMedian(
        `make local-up after make ${end}`,
        runs,
        make('local-up'),
        make(end),
      );
    }
  } finally {
    // Without a clone there is nothing to stop, and the first error is reported.
    await make('local-down')().catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  }
}
