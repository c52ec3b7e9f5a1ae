import { command } from './cli/command.ts';
import { requireSandbox } from './lib/sandbox.ts';
import { print } from './output/log.ts';

await command(async (settings) => {
  const { outputs } = await requireSandbox(settings);
  print(JSON.stringify(outputs, null, 2));
});
