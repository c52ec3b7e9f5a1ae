import { z } from 'zod';

const shownCharacters = 80;

/** The message that Lambda sends to an on-failure destination, for any event. */
const deadLetterSchema = z.object({
  requestContext: z.object({ requestId: z.string() }),
  requestPayload: z.json(),
});
type DeadLetter = z.infer<typeof deadLetterSchema>;

/** Undefined for any other message: other programs may send to the queue too. */
export function readDeadLetter(body: string): DeadLetter | undefined {
  try {
    return deadLetterSchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** The original event as the original request, so that its journal is found. */
export function eventOf({ requestContext, requestPayload }: DeadLetter) {
  return isRequest(requestPayload) && !('replay' in requestPayload)
    ? { idempotency_key: requestContext.requestId, ...requestPayload }
    : requestPayload;
}

function isRequest(event: unknown): event is Record<string, unknown> {
  return typeof event === 'object' && event !== null && !Array.isArray(event);
}

/** Why a body is not a dead-letter message, and its first characters. */
export function explainBody(body: string): string {
  return `${findProblem(body)}; not sent again: ${body.slice(0, shownCharacters)}`;
}

function findProblem(body: string): string {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return 'its body is not JSON';
  }
  try {
    const { error } = deadLetterSchema.safeParse(content);
    const fields = error?.issues.map(({ path }) => path.join('.')) ?? [];
    const places = fields.filter(Boolean).map((field) => `, see \`${field}\``);
    return `its body is not a message from Lambda${places.join('')}`;
  } catch {
    return 'its body is nested too deeply';
  }
}
