import { defineCommand } from '../cli/command.ts';
import { print } from '../output/log.ts';
import { requireLiveStack } from '../stack/live-stack.ts';

export default defineCommand({
  async run({ settings }) {
    const { outputs } = await requireLiveStack(settings);
    print(JSON.stringify(outputs, null, 2));
  },
});
