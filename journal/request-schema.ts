import * as z from 'zod';
import { journalKeyPattern } from './journal-key.ts';

const maxCount = 10_000;
const longestSeed = 64;

// These texts complete the message "Expected … to be …".
const count = `an integer from 1 to ${maxCount}`;
const seed = `a string of 1 to ${longestSeed} characters`;
const wellFormedSeed = 'well-formed Unicode, without half a surrogate pair';
const idempotencyKey =
  'a string of 1 to 128 letters, digits and `._:-`, starting with a letter or digit';
const replay = 'the key of a journal object, `journal/….ndjson.gz`';
/** What a whole event is expected to be. */
export const wholeEvent =
  `the event to be an object with at most \`count\` (${count}), ` +
  `\`seed\` (${seed}) and \`idempotency_key\` (${idempotencyKey}), ` +
  `or with \`replay\` (${replay}) alone`;

/** Generates payments, and writes them to the journal. */
export const generateSchema = z.strictObject(
  {
    count: z.int(count).min(1, count).max(maxCount, count).default(1),
    seed: z
      .string(seed)
      .min(1, seed)
      .max(longestSeed, seed)
      // Half a pair has no UTF-8, so the journal could not record it.
      .refine((text) => text.isWellFormed(), wellFormedSeed)
      .optional(),
    // Without flags, which a JSON Schema cannot express.
    idempotency_key: z
      .string(idempotencyKey)
      .regex(/^[A-Za-z\d][A-Za-z\d._:-]{0,127}$/, idempotencyKey)
      .optional(),
  },
  wholeEvent,
);

/** Writes the payments of a journal object to the table. */
export const replaySchema = z.strictObject(
  {
    replay: z
      .string(replay)
      .regex(journalKeyPattern, replay)
      .refine((key) => key.isWellFormed(), replay),
  },
  wholeEvent,
);
