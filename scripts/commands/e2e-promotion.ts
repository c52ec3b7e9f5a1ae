import { defineCommand } from '../cli/command.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  async run() {
    await ensureTerraformTools();
    await runVitest('promotion');
  },
});
