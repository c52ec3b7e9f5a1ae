import { command } from './lib/command.ts';
import { selectEngine } from './lib/emulator.ts';
import { inParallel } from './lib/in-parallel.ts';
import { ensureTerraformTools } from './lib/setup/tools.ts';

await command(async (settings) => {
  const engine = await selectEngine(settings);
  await inParallel(engine.prepare(), ensureTerraformTools());
});
