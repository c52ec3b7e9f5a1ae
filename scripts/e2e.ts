import { buildBundle } from './lib/bundle.ts';
import { command } from './lib/command.ts';
import {
  ensureEmulator,
  findEmulator,
  prepareEngine,
  stopEmulator,
} from './lib/emulator.ts';
import { localEnvironment } from './lib/environment.ts';
import { withSandboxLock } from './lib/lock.ts';
import { inRepository } from './lib/paths.ts';
import { run } from './lib/run.ts';
import { ensureTerraformTools } from './lib/setup/tools.ts';

await command(async (settings) => {
  await withSandboxLock('make e2e', async () => {
    const wasRunning = await findEmulator();
    const [engine] = await Promise.all([
      prepareEngine(settings),
      ensureTerraformTools(),
      buildBundle(inRepository()),
    ]);
    await ensureEmulator(engine, settings);
    try {
      await run('node_modules/.bin/vitest', ['run', '--project', 'e2e'], {
        cwd: inRepository(),
        env: localEnvironment(),
        live: true,
        next: 'mend what failed, then `make e2e`',
      });
    } finally {
      if (!wasRunning) {
        await stopEmulator();
      }
    }
  });
});
