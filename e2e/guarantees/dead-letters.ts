import { randomUUID } from 'node:crypto';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from 'vitest';
import { countDeadLetters, redrive } from '../../scripts/lib/redrive.ts';
import { waitUntil } from '../../scripts/lib/wait-until.ts';
import {
  putJournalObject,
  readJournalObject,
} from '../support/journal-object.ts';
import type { LiveStack } from '../support/live-stack.ts';
import type { Sandbox } from '../support/sandbox.ts';

export function deadLetters({
  live,
  invoke,
  invokeAsynchronously,
  countPayments,
  expectNoDifference,
}: Sandbox): void {
  describe('an asynchronous request that fails for good', () => {
    const replay = `journal/${randomUUID()}.ndjson.gz`;

    test('waits in the dead-letter queue', async () => {
      await invokeAsynchronously({ replay });

      await waitUntil(
        async () =>
          (await countDeadLetters(live().clients, live().outputs)) === 1 ||
          undefined,
        { what: 'The dead letter', intervalMs: 200, timeoutMs: 60_000 },
      );
    });

    test('stays there while it still fails', async () => {
      const { failures, redriven } = await redrive(
        live().clients,
        live().outputs,
      );

      expect(redriven).toBe(0);
      expect(failures).toEqual([expect.stringContaining(replay)]);
      expect(await countDeadLetters(live().clients, live().outputs)).toBe(1);
    });

    test('is redriven once its reason is gone', async () => {
      const { journal_key } = await invoke({ count: 3, seed: replay });
      const lines = await readJournalObject(live(), journal_key);
      await putJournalObject(live(), replay, lines);
      const before = await countPayments();

      const { failures, redriven } = await redrive(
        live().clients,
        live().outputs,
      );

      expect({ failures, redriven }).toEqual({ failures: [], redriven: 1 });
      expect(await countDeadLetters(live().clients, live().outputs)).toBe(0);
      expect(await countPayments()).toBe(before);
      await expectNoDifference();
    });

    test('is named in the log when it is too large for the queue', async () => {
      const { $metadata } = await invokeAsynchronously({
        replay: 'x'.repeat(300_000),
      });

      const line = await waitUntil(
        async () =>
          (await readLog(live())).find((message) =>
            message.includes(`The event of request ${$metadata.requestId}`),
          ),
        { what: 'The line', intervalMs: 500, timeoutMs: 60_000 },
      );
      expect(line).toContain('could not be delivered to the on-failure');
      expect(await countDeadLetters(live().clients, live().outputs)).toBe(0);
    });
  });
}

async function readLog({ clients, outputs }: LiveStack): Promise<string[]> {
  const { events = [] } = await clients.logs.send(
    new FilterLogEventsCommand({
      logGroupName: `/aws/lambda/${outputs.lambda_function_name}`,
      filterPattern: '"could not be delivered"',
    }),
  );
  return events.map(({ message = '' }) => message);
}
