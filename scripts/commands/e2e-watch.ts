import { defineCommand } from '../cli/command.ts';
import { downloadEnvironment } from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureHostTools } from '../toolchain/host-tools.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  async run({ command }) {
    // The suite starts a separate sandbox, which shares this one's downloads.
    await withSandboxLock(command, async () => {
      await ensureHostTools();
      await ensureTerraformTools();
    });
    await runVitest('watch', downloadEnvironment());
  },
});
