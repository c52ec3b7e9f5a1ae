import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clients } from '../emulator/clients.ts';
import { warn } from '../output/log.ts';
import { sendEvent } from '../pipeline/send-event.ts';
import { interruption } from '../system/interruption.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import { eventOf, explainBody, readDeadLetter } from './dead-letter.ts';

/** Longer than the longest invocation, so that no other command receives the message. */
export const visibilityTimeoutSeconds = 960;

export interface Redriven {
  redriven: number;
  /** Each message that stays in the queue, with the reason. */
  failures: string[];
  /** Messages that another command received and has not returned. */
  inFlight: number;
}

export async function countDeadLetters(
  { sqs }: Clients,
  { dead_letter_queue_url }: StackOutputs,
): Promise<number> {
  const { visible, inFlight } = await countMessages(sqs, dead_letter_queue_url);
  return visible + inFlight;
}

/** Sends every dead-letter message again; those that fail stay in the queue. */
export async function redrive(
  clients: Pick<Clients, 'lambda' | 'sqs'>,
  {
    dead_letter_queue_url: QueueUrl,
    lambda_function_name,
  }: Pick<StackOutputs, 'dead_letter_queue_url' | 'lambda_function_name'>,
): Promise<Redriven> {
  const { lambda, sqs } = clients;
  const received: Message[] = [];
  const failures: string[] = [];
  let redriven = 0;
  try {
    for (;;) {
      interruption.throwIfAborted();
      const message = await receive(sqs, QueueUrl);
      if (!message) {
        break;
      }
      received.push(message);
      const { Body = '', MessageId, ReceiptHandle } = message;
      const content = readDeadLetter(Body);
      const failure = content
        ? await sendEvent(lambda, lambda_function_name, eventOf(content))
        : explainBody(Body);
      if (failure === undefined) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        received.pop();
        redriven += 1;
      } else {
        failures.push(`message ${MessageId}: ${failure}`);
      }
    }
  } finally {
    // Only at the end, or they would be received repeatedly.
    await returnToQueue(sqs, QueueUrl, received);
  }
  const { inFlight } = await countMessages(sqs, QueueUrl);
  return { redriven, failures, inFlight };
}

async function receive(
  sqs: SQSClient,
  QueueUrl: string,
): Promise<Message | undefined> {
  const { Messages: [message] = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      VisibilityTimeout: visibilityTimeoutSeconds,
    }),
  );
  return message;
}

/** Only warns about a failure, which must not replace the original error. */
async function returnToQueue(
  sqs: SQSClient,
  QueueUrl: string,
  messages: readonly Message[],
): Promise<void> {
  for (const { MessageId, ReceiptHandle } of messages) {
    await sqs
      .send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      )
      .catch((error: unknown) =>
        warn(
          `Dead-letter message ${MessageId} stays hidden for a while: ${error}`,
        ),
      );
  }
}

async function countMessages(sqs: SQSClient, QueueUrl: string) {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  );
  return {
    visible: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}
