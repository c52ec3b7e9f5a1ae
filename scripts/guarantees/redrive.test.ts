import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, vi } from 'vitest';
import { redrive } from './redrive.ts';

const messageOf = (requestPayload: unknown) =>
  JSON.stringify({ requestContext: { requestId: 'a1' }, requestPayload });

/** A queue with these message bodies, each of which is received once. */
function queueWith(bodies: string[], inFlight = 0) {
  const waiting = bodies.map((Body, index) => ({
    Body,
    MessageId: `m${index}`,
    ReceiptHandle: `r${index}`,
  }));
  const held = new Set<string>();
  const visible = new Set(waiting.map(({ ReceiptHandle }) => ReceiptHandle));
  const client = new SQSClient({ region: 'eu-central-1' });
  vi.spyOn(client, 'send').mockImplementation(async (command) => {
    if (command instanceof ReceiveMessageCommand) {
      const message = waiting.shift();
      if (message) {
        held.add(message.ReceiptHandle);
        visible.delete(message.ReceiptHandle);
      }
      return { Messages: message && [message] };
    }
    if (command instanceof GetQueueAttributesCommand) {
      return {
        Attributes: {
          ApproximateNumberOfMessages: String(visible.size),
          ApproximateNumberOfMessagesNotVisible: String(held.size + inFlight),
        },
      };
    }
    const { ReceiptHandle = '' } = command.input as { ReceiptHandle?: string };
    held.delete(ReceiptHandle);
    if (command instanceof ChangeMessageVisibilityCommand) {
      visible.add(ReceiptHandle);
    }
    expect(
      command instanceof DeleteMessageCommand ||
        command instanceof ChangeMessageVisibilityCommand,
    ).toBe(true);
    return {};
  });
  return { client, held, visible };
}

const stored = '{"payment_ids":[]}';

/** Throws the error given for an event, or returns a response. */
function functionThat(
  failsFor: (event: string) => Error | undefined,
  responseTo: (event: string) => string = () => stored,
) {
  const client = new LambdaClient({ region: 'eu-central-1' });
  vi.spyOn(client, 'send').mockImplementation(async ({ input }) => {
    const event = String((input as { Payload: Buffer }).Payload);
    const error = failsFor(event);
    if (error) {
      throw error;
    }
    return { Payload: { transformToString: () => responseTo(event) } };
  });
  return client;
}

const names = {
  dead_letter_queue_url: 'http://queue',
  lambda_function_name: 'generator',
};

describe('redrive', () => {
  it('names each message that Lambda did not send, and leaves it in the queue', async () => {
    const queue = queueWith([
      'text',
      messageOf({ count: 3 }),
      '{"requestContext":{"requestId":"a1"}}',
      'x'.repeat(1_000_000),
    ]);

    const result = await redrive(
      { sqs: queue.client, lambda: functionThat(() => undefined) },
      names,
    );

    expect(result).toEqual({
      redriven: 1,
      failures: [
        expect.stringMatching(/^message m0: its body is not JSON/),
        expect.stringMatching(/^message m2: .*`requestPayload`/),
        expect.stringMatching(/^message m3: its body is not JSON.{0,120}$/),
      ],
      inFlight: 0,
    });
    expect([...queue.visible]).toEqual(['r0', 'r2', 'r3']);
  });

  it.each([
    ['<html>', 'cannot be read\\.\nIt is not JSON .*`<html>`'],
    ['{}', "is not that of this checkout's function\\.\n.*payment_ids"],
  ])(
    'names a message whose response is `%s`, and continues with the others',
    async (response, reason) => {
      const queue = queueWith([1, 2, 3].map((count) => messageOf({ count })));
      const lambda = functionThat(
        () => undefined,
        (event) => (event.includes('"count":2') ? response : stored),
      );

      const result = await redrive({ sqs: queue.client, lambda }, names);

      expect(result).toEqual({
        redriven: 2,
        failures: [
          expect.stringMatching(
            new RegExp(`^message m1: The response .*${reason}`, 's'),
          ),
        ],
        inFlight: 0,
      });
      expect([...queue.visible]).toEqual(['r1']);
    },
  );

  it('counts the messages that another command holds', async () => {
    const { client } = queueWith([], 2);

    const { redriven, inFlight } = await redrive(
      { sqs: client, lambda: functionThat(() => undefined) },
      names,
    );

    expect({ redriven, inFlight }).toEqual({ redriven: 0, inFlight: 2 });
  });

  it('returns every message to the queue when the emulator stops responding', async () => {
    const queue = queueWith(['text', messageOf({ count: 3 }), messageOf(null)]);
    const refused = new Error('connect ECONNREFUSED');

    const redriving = redrive(
      { sqs: queue.client, lambda: functionThat(() => refused) },
      names,
    );

    await expect(redriving).rejects.toBe(refused);
    expect(queue.held.size).toBe(0);
    expect(queue.visible.size).toBe(3);
  });
});
