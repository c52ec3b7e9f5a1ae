import { z } from 'zod';
import { journalKeyOf } from '../../../journal/journal-key.ts';
import { readDeadLetter } from '../../guarantees/dead-letter.ts';
import type { QueueMessages } from '../../guarantees/dead-letter-queue.ts';
import { parseObject } from '../../pipeline/log/json-object.ts';
import type { DeadLetter } from '../contract.ts';

const failureSchema = z.object({
  responsePayload: z.object({
    errorType: z.string().optional(),
    errorMessage: z.string(),
  }),
});

const requestSchema = z.object({
  idempotency_key: z.string().optional(),
  replay: z.string().optional(),
});

/** @param journalKeys the objects that there are. */
export function toDeadLetter(
  { id, sent_at_ms, body }: QueueMessages['messages'][number],
  journalKeys: ReadonlySet<string>,
): DeadLetter {
  const content = readDeadLetter(body);
  const requestId = content?.requestContext.requestId ?? null;
  const key = findKey(content?.requestPayload, requestId);
  return {
    messageId: id,
    sentAt: new Date(sent_at_ms).toISOString(),
    requestId,
    payload: content ? JSON.stringify(content.requestPayload) : body,
    error: findError(body),
    journalKey: key !== undefined && journalKeys.has(key) ? key : null,
  };
}

/** The object that the request wrote, or would have written. */
function findKey(payload: unknown, requestId: string | null) {
  const { data } = requestSchema.safeParse(payload);
  const name = data?.idempotency_key ?? requestId;
  return data?.replay ?? (name ? journalKeyOf(name) : undefined);
}

/** What the function failed with. */
function findError(body: string): string | null {
  const { data } = failureSchema.safeParse(parseObject(body));
  if (!data) {
    return null;
  }
  const { errorType, errorMessage } = data.responsePayload;
  return errorType ? `${errorType}: ${errorMessage}` : errorMessage;
}
