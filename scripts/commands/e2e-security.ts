import { defineCommand } from '../cli/command.ts';
import { text } from '../cli/options.ts';
import {
  dockerEnvironment,
  downloadEnvironment,
} from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureHostTools } from '../toolchain/host-tools.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  options: { CHROMIUM: text().optional() },
  async run({ options: { CHROMIUM }, settings: { engine }, command }) {
    // The suite attacks a separate sandbox, which shares this one's downloads.
    await withSandboxLock(command, async () => {
      await ensureHostTools();
      await ensureTerraformTools();
    });
    await runVitest('security', {
      ...downloadEnvironment(),
      ...dockerEnvironment(),
      ...(CHROMIUM && { CHROMIUM }),
      ENGINE: engine === 'docker' ? 'docker' : 'host',
    });
  },
});
