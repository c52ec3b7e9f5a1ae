import { command } from './lib/command.ts';
import { requireSandbox } from './lib/sandbox.ts';

await command(async (settings) => {
  const { outputs } = await requireSandbox(settings);
  process.stdout.write(`${JSON.stringify(outputs, null, 2)}\n`);
});
