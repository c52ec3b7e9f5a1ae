import { command } from '../cli/command.ts';
import { prepareSandbox } from '../stack/prepare.ts';

await command(async (settings) => {
  await prepareSandbox(settings);
});
