import { setTimeout as delay } from 'node:timers/promises';
import { defineCommand } from '../cli/command.ts';
import { flag } from '../cli/options.ts';
import { print } from '../output/log.ts';
import { LogGroupReader } from '../pipeline/log/log-group.ts';
import { requireLiveStack } from '../stack/live-stack.ts';
import { interruption } from '../system/interruption.ts';

const pollIntervalMs = 1000;

export default defineCommand({
  options: { FOLLOW: flag() },
  async run({ options: { FOLLOW }, settings }) {
    const { clients, outputs } = await requireLiveStack(settings);
    const reader = new LogGroupReader(clients.logs, outputs.log_group_name);
    if (FOLLOW) {
      // Ctrl-C ends the following; it is not a failure.
      interruption.addEventListener('abort', () => process.exit());
    }
    do {
      for await (const line of reader.readNew()) {
        print(line);
      }
      if (FOLLOW) {
        await delay(pollIntervalMs);
      }
    } while (FOLLOW);
  },
});
