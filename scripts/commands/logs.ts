import { defineCommand } from '../cli/command.ts';
import { logOptions, showLog } from '../pipeline/log/show-log.ts';
import { requireLiveStack } from '../stack/live-stack.ts';

export default defineCommand({
  options: logOptions,
  async run({ options, settings, command }) {
    const { clients, outputs } = await requireLiveStack(settings);
    await showLog(clients, outputs, options, command);
  },
});
