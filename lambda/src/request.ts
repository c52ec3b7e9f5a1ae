import type * as z from 'zod';
import { describeIssues } from '../../journal/describe.ts';
import {
  generateSchema,
  replaySchema,
  wholeEvent,
} from '../../journal/request-schema.ts';
import { InvalidRequestError } from './errors.ts';

export type GenerateRequest = z.infer<typeof generateSchema>;
export type ReplayRequest = z.infer<typeof replaySchema>;

/** Parses the event. @throws InvalidRequestError that lists every problem. */
export function parseRequest(
  received: unknown,
): GenerateRequest | ReplayRequest {
  const isReplay =
    typeof received === 'object' && received !== null && 'replay' in received;
  const schema = isReplay ? replaySchema : generateSchema;
  const result = schema.safeParse(received);
  if (!result.success) {
    throw new InvalidRequestError(
      describeIssues(result.error, received, wholeEvent),
    );
  }
  return result.data;
}
