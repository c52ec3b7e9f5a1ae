import { defineCommand } from '../cli/command.ts';
import { prepareSandbox } from '../stack/prepare.ts';

export default defineCommand({
  async run({ settings }) {
    await prepareSandbox(settings);
  },
});
