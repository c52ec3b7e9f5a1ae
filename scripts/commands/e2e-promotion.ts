import { defineCommand } from '../cli/command.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureHostTools } from '../toolchain/host-tools.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  async run({ command }) {
    // For the stand-in, and for the copies of this project that are promoted.
    await withSandboxLock(command, async () => {
      await ensureHostTools();
      await ensureTerraformTools();
    });
    await runVitest('promotion');
  },
});
