import { buildBundle } from '../build/bundle.ts';
import { defineCommand } from '../cli/command.ts';
import { requireEmulator } from '../emulator/emulator.ts';
import { stackFor } from '../stack/live-stack.ts';
import { prepareStack } from '../stack/local-stack.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  lock: true,
  async run({ settings }) {
    const emulator = await requireEmulator();
    const tools = await ensureTerraformTools();
    const bundle = await buildBundle();
    const stack = stackFor(settings);
    const terraform = await prepareStack(stack, emulator, bundle, tools);
    const colour = process.stdout.isTTY ? [] : ['-no-color'];
    process.stdout.write(await terraform.run(['plan', ...colour]));
  },
});
