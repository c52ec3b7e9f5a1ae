import { buildBundle } from '../build/bundle.ts';
import { command } from '../cli/command.ts';
import { sandboxStack } from '../stack/live-stack.ts';
import { destroyStack } from '../stack/local-stack.ts';
import { withSandboxLock } from '../system/lock.ts';
import { inRepository } from '../system/paths.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

await command(async (settings) => {
  await withSandboxLock('make destroy', async () => {
    const tools = await ensureTerraformTools();
    const bundle = await buildBundle(inRepository());
    await destroyStack(sandboxStack(settings), bundle, tools);
  });
});
