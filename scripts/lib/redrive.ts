import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Clients } from './clients.ts';
import { invokeFunction } from './invoke.ts';
import type { StackOutputs } from './stack/outputs.ts';

/** Longer than an invocation may take, so that nobody else takes the letter. */
const visibilityTimeoutSeconds = 960;

export interface Redriven {
  redriven: number;
  /** Why the others stay in the queue. */
  failures: string[];
}

/** What Lambda sends to the destination of a failure; the event may be any. */
const deadLetterSchema = z.object({
  requestContext: z.object({ requestId: z.string() }),
  requestPayload: z.json(),
});
type DeadLetter = z.infer<typeof deadLetterSchema>;

export async function countDeadLetters(
  { sqs }: Clients,
  { dead_letter_queue_url }: StackOutputs,
): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: dead_letter_queue_url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  );
  return Object.values(Attributes ?? {}).reduce(
    (sum, count) => sum + Number(count),
    0,
  );
}

/** Sends every dead letter again; what fails again stays in the queue. */
export async function redrive(
  clients: Clients,
  outputs: StackOutputs,
): Promise<Redriven> {
  const QueueUrl = outputs.dead_letter_queue_url;
  const kept: Message[] = [];
  const failures: string[] = [];
  let redriven = 0;
  for (;;) {
    const { Messages: [letter] = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        VisibilityTimeout: visibilityTimeoutSeconds,
      }),
    );
    if (!letter) {
      break;
    }
    const failure = await sendAgain(letter, clients, outputs);
    if (failure === undefined) {
      redriven += 1;
      await clients.sqs.send(
        new DeleteMessageCommand({
          QueueUrl,
          ReceiptHandle: letter.ReceiptHandle,
        }),
      );
    } else {
      failures.push(failure);
      kept.push(letter);
    }
  }
  // Only now, or they would be received again and again.
  for (const { ReceiptHandle } of kept) {
    await clients.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
  }
  return { redriven, failures };
}

/** Returns why it failed again, if it did. */
async function sendAgain(
  { Body = '', MessageId }: Message,
  { lambda }: Clients,
  { lambda_function_name }: StackOutputs,
): Promise<string | undefined> {
  const letter = readDeadLetter(Body);
  if (!letter) {
    return `message ${MessageId} was not sent by Lambda: ${Body.slice(0, 80)}`;
  }
  const { functionError, payload } = await invokeFunction(
    lambda,
    lambda_function_name,
    JSON.stringify(eventOf(letter)),
  );
  return functionError
    ? String((payload as { errorMessage?: string }).errorMessage)
    : undefined;
}

/** Undefined if it is something else: anybody may send to a queue. */
export function readDeadLetter(body: string): DeadLetter | undefined {
  try {
    return deadLetterSchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** The event as it was, and as the request it was: its journal is found. */
export function eventOf({ requestContext, requestPayload }: DeadLetter) {
  return isRequest(requestPayload) && !('replay' in requestPayload)
    ? { idempotency_key: requestContext.requestId, ...requestPayload }
    : requestPayload;
}

function isRequest(event: unknown): event is Record<string, unknown> {
  return typeof event === 'object' && event !== null && !Array.isArray(event);
}
