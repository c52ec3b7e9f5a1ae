import { defineCommand } from '../cli/command.ts';
import { flag } from '../cli/options.ts';
import { ensureEmulator, stopEmulator } from '../emulator/lifecycle.ts';
import { findRunning } from '../emulator/running.ts';
import { observeIam } from '../iam/judge-run.ts';
import { issueReceipt } from '../receipt/issue.ts';
import { deploymentDigest } from '../receipt/receipt.ts';
import { prepareSandbox } from '../stack/prepare.ts';
import { runVitest } from '../testing/vitest.ts';

export default defineCommand({
  lock: true,
  options: { TIMES: flag() },
  async run({ options: { TIMES }, settings }) {
    const wasRunning = await findRunning();
    const { engine, tools, bundle } = await prepareSandbox(settings);
    const emulator = await ensureEmulator(engine, {
      ...settings,
      // A state that `make stop` saved is not replaced by that of the suites.
      autosaveSeconds: 0,
    });
    const digest = deploymentDigest(bundle);
    try {
      const [tests, iam] = await observeIam(emulator, () =>
        runVitest('e2e', undefined, { times: TIMES }),
      );
      await issueReceipt(bundle, { digest, emulator, tools, tests, iam });
    } finally {
      if (!wasRunning) {
        await stopEmulator();
      }
    }
  },
});
