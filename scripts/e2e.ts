import { e2eAccountId } from './lib/accounts.ts';
import { buildBundle } from './lib/bundle.ts';
import { command } from './lib/command.ts';
import {
  ensureEmulator,
  findEmulator,
  selectEngine,
  stopEmulator,
} from './lib/emulator.ts';
import { judgeIam, keepIamRecord } from './lib/iam/judge-run.ts';
import { forgetIamRecord } from './lib/iam/record.ts';
import { leaveReceipt } from './lib/leave-receipt.ts';
import { withSandboxLock } from './lib/lock.ts';
import { inRepository } from './lib/paths.ts';
import { deploymentDigest } from './lib/receipt.ts';
import { ensureTerraformTools } from './lib/setup/tools.ts';
import { runVitest } from './lib/vitest.ts';

await command(async (settings) => {
  await withSandboxLock('make e2e', async () => {
    const wasRunning = await findEmulator();
    const engine = await selectEngine(settings);
    const [, tools, bundle] = await Promise.all([
      engine.prepare(),
      ensureTerraformTools(),
      buildBundle(inRepository()),
    ]);
    const emulator = await ensureEmulator(engine, settings);
    const digest = deploymentDigest(bundle);
    await forgetIamRecord(emulator, e2eAccountId);
    try {
      const tests = await runVitest('e2e').finally(() =>
        keepIamRecord(emulator),
      );
      const iam = await judgeIam(emulator);
      await leaveReceipt(bundle, { digest, emulator, tools, tests, iam });
    } finally {
      if (!wasRunning) {
        await stopEmulator();
      }
    }
  });
});
