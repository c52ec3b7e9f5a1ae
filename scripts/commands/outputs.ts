import { command } from '../cli/command.ts';
import { print } from '../output/log.ts';
import { requireSandbox } from '../stack/live-stack.ts';

await command(async (settings) => {
  const { outputs } = await requireSandbox(settings);
  print(JSON.stringify(outputs, null, 2));
});
