import { buildBundle } from '../build/bundle.ts';
import { defineCommand } from '../cli/command.ts';
import { stackFor } from '../stack/live-stack.ts';
import { destroyStack } from '../stack/local-stack.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  lock: true,
  async run({ settings }) {
    const tools = await ensureTerraformTools();
    const bundle = await buildBundle();
    await destroyStack(stackFor(settings), bundle, tools);
  },
});
