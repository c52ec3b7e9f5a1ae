import { buildBundle } from './lib/bundle.ts';
import { command } from './lib/command.ts';
import { ensureEmulator, selectEngine, stopEmulator } from './lib/emulator.ts';
import { findRunning } from './lib/engines/choose.ts';
import { observeIam } from './lib/iam/judge-run.ts';
import { leaveReceipt } from './lib/leave-receipt.ts';
import { withSandboxLock } from './lib/lock.ts';
import { inRepository } from './lib/paths.ts';
import { deploymentDigest } from './lib/receipt.ts';
import { ensureTerraformTools } from './lib/setup/tools.ts';
import { runVitest } from './lib/vitest.ts';

await command(async (settings) => {
  await withSandboxLock('make e2e', async () => {
    const wasRunning = await findRunning();
    const engine = await selectEngine(settings);
    const [, tools, bundle] = await Promise.all([
      engine.prepare(),
      ensureTerraformTools(),
      buildBundle(inRepository()),
    ]);
    const emulator = await ensureEmulator(engine, settings);
    const digest = deploymentDigest(bundle);
    try {
      const [tests, iam] = await observeIam(emulator, () => runVitest('e2e'));
      await leaveReceipt(bundle, { digest, emulator, tools, tests, iam });
    } finally {
      if (!wasRunning) {
        await stopEmulator();
      }
    }
  });
});
