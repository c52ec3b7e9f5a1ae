import { command } from './lib/command.ts';
import { print } from './lib/log.ts';
import { requireSandbox } from './lib/sandbox.ts';

await command(async (settings) => {
  const { outputs } = await requireSandbox(settings);
  print(JSON.stringify(outputs, null, 2));
});
