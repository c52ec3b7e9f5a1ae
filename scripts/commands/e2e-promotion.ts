import { command } from '../cli/command.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

await command(async () => {
  await ensureTerraformTools();
  await runVitest('promotion');
});
