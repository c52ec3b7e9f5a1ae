import { command } from './lib/command.ts';
import { prepareEngine } from './lib/emulator.ts';
import { ensureTerraformTools } from './lib/setup/tools.ts';

await command(async (settings) => {
  await Promise.all([prepareEngine(settings), ensureTerraformTools()]);
});
