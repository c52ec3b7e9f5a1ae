/** Prints a log as `make logs` does: an `endless` one, a `busy` one that grows, or a `silent` one. */
import { setImmediate } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { defineCommand, runCommand } from '../../../cli/command.ts';
import type { StackOutputs } from '../../../terraform/outputs.ts';
import { logOptions, showLog } from '../show-log.ts';

const [kind] = process.argv.slice(2);
let reads = 0;

function eventsOfRead() {
  reads += 1;
  const messages = reads === 1 || kind !== 'silent' ? ['one', 'two'] : [];
  return messages.map((message, index) => ({
    eventId: `${reads}-${index}`,
    timestamp: Date.now(),
    logStreamName: 'stream',
    message,
  }));
}

const logs = Object.assign(new CloudWatchLogsClient({ region: 'x' }), {
  send: async () => {
    await setImmediate();
    const events = eventsOfRead();
    return { events, nextToken: kind === 'endless' ? `${reads}` : undefined };
  },
});
const lambda = Object.assign(new LambdaClient({ region: 'x' }), {
  send: async () => ({ Configuration: { Timeout: 1 } }),
});

await runCommand(
  'make logs',
  defineCommand({
    options: logOptions,
    run: ({ options, command }) =>
      showLog(
        { logs, lambda },
        { log_group_name: 'group' } as StackOutputs,
        options,
        command,
      ),
  }),
);
