import { command } from './cli/command.ts';
import { prepareSandbox } from './lib/prepare-sandbox.ts';

await command(async (settings) => {
  await prepareSandbox(settings);
});
