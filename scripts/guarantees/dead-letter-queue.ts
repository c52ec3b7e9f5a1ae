import { z } from 'zod';
import type { EmulatorAccess } from '../emulator/clients.ts';
import { callSandbox, readSandboxResponse } from '../emulator/sandbox-api.ts';
import type { StackOutputs } from '../terraform/outputs.ts';

const messagesSchema = z.object({
  count: z.number(),
  messages: z.array(
    z.object({ id: z.string(), sent_at_ms: z.number(), body: z.string() }),
  ),
});

/** The newest messages of the dead-letter queue, and how many there are. */
export type QueueMessages = z.infer<typeof messagesSchema>;

/** Reads the queue without receiving from it, which would hide messages from a redrive. */
export async function readDeadLetterQueue(
  emulator: EmulatorAccess,
  { aws_region, dead_letter_queue_url }: StackOutputs,
): Promise<QueueMessages> {
  // http://<host>/<account>/<name>
  const [account = '', name = ''] = new URL(dead_letter_queue_url).pathname
    .split('/')
    .slice(-2);
  const path = [aws_region, account, name].map(encodeURIComponent).join('/');
  const response = await callSandbox(
    emulator,
    `/_sandbox/queues/${path}/messages`,
  );
  return readSandboxResponse(response, messagesSchema);
}
