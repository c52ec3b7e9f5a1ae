import { defineCommand } from '../cli/command.ts';
import {
  dockerEnvironment,
  downloadEnvironment,
} from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureHostTools } from '../toolchain/host-tools.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  async run({ settings: { engine }, command }) {
    // The suite breaks a separate checkout, which shares this one's downloads.
    await withSandboxLock(command, async () => {
      await ensureHostTools();
      await ensureTerraformTools();
    });
    await runVitest(engine === 'docker' ? 'resilience-docker' : 'resilience', {
      ...downloadEnvironment(),
      ...dockerEnvironment(),
    });
  },
});
