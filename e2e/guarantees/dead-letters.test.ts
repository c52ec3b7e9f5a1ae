import { randomUUID } from 'node:crypto';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { countDeadLetters, redrive } from '../../scripts/guarantees/redrive.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import {
  putJournalObject,
  readJournalObject,
} from '../support/journal-object.ts';
import type { LiveStack } from '../support/restored-sandbox.ts';
import {
  countPayments,
  expectNoDifference,
  invoke,
  invokeAsynchronously,
  live,
} from './sandbox.ts';

describe('an asynchronous request that fails permanently', () => {
  const replay = `journal/${randomUUID()}.ndjson.gz`;

  async function sendLetter(MessageBody: string): Promise<void> {
    const QueueUrl = live().outputs.dead_letter_queue_url;
    await live().clients.sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody }),
    );
  }

  /** Like a `make redrive` that is killed afterwards. */
  async function receiveLetter(): Promise<Message> {
    const QueueUrl = live().outputs.dead_letter_queue_url;
    const { Messages: [message] = [] } = await live().clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 60 }),
    );
    return message ?? {};
  }

  async function deleteLettersBut(content: string): Promise<void> {
    const QueueUrl = live().outputs.dead_letter_queue_url;
    const messages = [
      await receiveLetter(),
      await receiveLetter(),
      await receiveLetter(),
    ];
    for (const { Body = '', ReceiptHandle } of messages) {
      const command = Body.includes(content)
        ? new ChangeMessageVisibilityCommand({
            QueueUrl,
            ReceiptHandle,
            VisibilityTimeout: 0,
          })
        : new DeleteMessageCommand({ QueueUrl, ReceiptHandle });
      await live().clients.sqs.send(command as DeleteMessageCommand);
    }
  }

  test('waits in the dead-letter queue', async () => {
    await invokeAsynchronously({ replay });

    await waitUntil(
      async () =>
        (await countDeadLetters(live().clients, live().outputs)) === 1 ||
        undefined,
      { what: 'The dead-letter message', intervalMs: 200, timeoutMs: 300_000 },
    );
  });

  test('stays there, like messages that Lambda did not send', async () => {
    await sendLetter('not JSON');
    await sendLetter('{"requestContext":{"requestId":"a1"}}');

    const { failures, redriven } = await redrive(
      live().clients,
      live().outputs,
    );

    expect(redriven).toBe(0);
    expect(failures).toHaveLength(3);
    expect(failures).toEqual(
      expect.arrayContaining([
        expect.stringContaining('its body is not JSON'),
        expect.stringContaining('see `requestPayload`'),
      ]),
    );
    expect(await countDeadLetters(live().clients, live().outputs)).toBe(3);
    await deleteLettersBut(replay);
  });

  test('is counted while another command holds it', async () => {
    const { ReceiptHandle } = await receiveLetter();

    const { inFlight, redriven } = await redrive(
      live().clients,
      live().outputs,
    );

    expect({ inFlight, redriven }).toEqual({ inFlight: 1, redriven: 0 });
    await live().clients.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: live().outputs.dead_letter_queue_url,
        ReceiptHandle,
        VisibilityTimeout: 0,
      }),
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

  test('is redriven once the cause is fixed', async () => {
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

  test('is reported in the log if it is too large for the queue', async () => {
    const { $metadata } = await invokeAsynchronously({
      replay: 'x'.repeat(300_000),
    });

    const line = await waitUntil(
      async () =>
        (await readLog(live())).find((message) =>
          message.includes(`The event of request ${$metadata.requestId}`),
        ),
      { what: 'The line', intervalMs: 500, timeoutMs: 300_000 },
    );
    expect(line).toContain('could not be delivered to the on-failure');
    expect(await countDeadLetters(live().clients, live().outputs)).toBe(0);
  });
});

async function readLog({ clients, outputs }: LiveStack): Promise<string[]> {
  const { events = [] } = await clients.logs.send(
    new FilterLogEventsCommand({
      logGroupName: `/aws/lambda/${outputs.lambda_function_name}`,
      filterPattern: '"could not be delivered"',
    }),
  );
  return events.map(({ message = '' }) => message);
}
