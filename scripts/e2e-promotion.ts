import { command } from './cli/command.ts';
import { ensureTerraformTools } from './lib/setup/tools.ts';
import { runVitest } from './lib/vitest.ts';

await command(async () => {
  await ensureTerraformTools();
  await runVitest('promotion');
});
