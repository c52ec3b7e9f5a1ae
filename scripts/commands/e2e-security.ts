import { defineCommand } from '../cli/command.ts';
import { text } from '../cli/options.ts';
import {
  dockerEnvironment,
  downloadEnvironment,
} from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureDynamoDbLocal } from '../toolchain/dynamodb-local.ts';
import { ensurePython } from '../toolchain/python.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  options: { CHROMIUM: text().optional() },
  async run({ options: { CHROMIUM }, settings: { engine }, command }) {
    // The suite attacks a separate sandbox, which shares this one's downloads.
    await withSandboxLock(command, async () => {
      await ensurePython('host');
      await ensureDynamoDbLocal();
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
