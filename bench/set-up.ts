import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadEnvironment } from '../scripts/system/environment.ts';
import { inRepository } from '../scripts/system/paths.ts';
import { run } from '../scripts/system/run.ts';
import type { Figures } from './figures.ts';

/**
 * Measures `make setup` in a clone of HEAD: first with an empty home, so that
 * the npm, uv and Maven caches are empty, then again with everything installed.
 */
export async function measureSetUp(figures: Figures): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'payments-sandbox-bench-'));
  const clone = path.join(folder, 'clone');
  const env = { ...downloadEnvironment(), HOME: folder };
  try {
    await run('git', ['clone', '--quiet', inRepository(), clone], { env });
    await figures.time('set-up, cold (new clone, empty caches)', () =>
      run('make', ['setup'], { cwd: clone, env }),
    );
    await figures.time('set-up, warm (everything installed)', () =>
      run('make', ['setup'], { cwd: clone, env }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
