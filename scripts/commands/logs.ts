import { setTimeout as delay } from 'node:timers/promises';
import { command } from '../cli/command.ts';
import { print } from '../output/log.ts';
import { LogGroupReader } from '../pipeline/log-group.ts';
import { requireSandbox } from '../stack/live-stack.ts';
import { inherited } from '../system/environment.ts';
import { interruption } from '../system/interruption.ts';

const pollIntervalMs = 1000;

await command(async (settings) => {
  const { clients, outputs } = await requireSandbox(settings);
  const reader = new LogGroupReader(clients.logs, outputs.log_group_name);
  const isFollowing = inherited.FOLLOW === '1';
  if (isFollowing) {
    // Ctrl-C is how following ends, not a failure.
    interruption.addEventListener('abort', () => process.exit());
  }
  do {
    for await (const line of reader.readNew()) {
      print(line);
    }
    if (isFollowing) {
      await delay(pollIntervalMs);
    }
  } while (isFollowing);
});
