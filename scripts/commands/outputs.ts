import { defineCommand } from '../cli/command.ts';
import { print } from '../output/log.ts';
import { requireSandbox } from '../stack/live-stack.ts';

export default defineCommand({
  async run({ settings }) {
    const { outputs } = await requireSandbox(settings);
    print(JSON.stringify(outputs, null, 2));
  },
});
