import * as z from 'zod';
import { describeValue } from './describe-value.ts';
import { InvalidRequestError } from './errors.ts';

const highestCount = 10_000;
const longestSeed = 64;

// Each check's message is what the field is expected to be.
const count = `an integer from 1 to ${highestCount}`;
const seed = `a string of 1 to ${longestSeed} characters`;
const event = `an object with at most \`count\` (${count}) and \`seed\` (${seed})`;

/** The event: how many payments, and a seed that makes them repeatable. */
const requestSchema = z.strictObject(
  {
    count: z.int(count).min(1, count).max(highestCount, count).default(1),
    seed: z.string(seed).min(1, seed).max(longestSeed, seed).optional(),
  },
  event,
);

export type PaymentRequest = z.infer<typeof requestSchema>;

/** Parses the event, or throws with every problem it has. */
export function parseRequest(received: unknown): PaymentRequest {
  const result = requestSchema.safeParse(received);
  if (!result.success) {
    throw new InvalidRequestError(
      result.error.issues.flatMap((issue) => describe(issue, received)),
    );
  }
  return result.data;
}

function describe(issue: z.core.$ZodIssue, received: unknown): string[] {
  const fields = Object(received) as Record<PropertyKey, unknown>;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) =>
        `Expected the event to be ${event}, ` +
        `got the field \`${key}\` with ${describeValue(fields[key])}.`,
    );
  }
  const [field] = issue.path;
  return field === undefined
    ? [`Expected the event to be ${event}, got ${describeValue(received)}.`]
    : [
        `Expected \`${String(field)}\` to be ${issue.message}, ` +
          `got ${describeValue(fields[field])}.`,
      ];
}
