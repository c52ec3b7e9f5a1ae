import { buildBundle } from './lib/bundle.ts';
import { command } from './lib/command.ts';
import {
  ensureEmulator,
  findEmulator,
  selectEngine,
  stopEmulator,
} from './lib/emulator.ts';
import { withSandboxLock } from './lib/lock.ts';
import { inRepository } from './lib/paths.ts';
import { ensureTerraformTools } from './lib/setup/tools.ts';
import { runVitest } from './lib/vitest.ts';

await command(async (settings) => {
  await withSandboxLock('make e2e', async () => {
    const wasRunning = await findEmulator();
    const engine = await selectEngine(settings);
    await Promise.all([
      engine.prepare(),
      ensureTerraformTools(),
      buildBundle(inRepository()),
    ]);
    await ensureEmulator(engine, settings);
    try {
      await runVitest('e2e');
    } finally {
      if (!wasRunning) {
        await stopEmulator();
      }
    }
  });
});
