import { defineCommand } from '../cli/command.ts';
import { prepareSandbox } from '../stack/prepare.ts';

export default defineCommand({
  lock: true,
  async run({ settings }) {
    await prepareSandbox(settings);
  },
});
