import { z } from 'zod';

/** What the emulator records of requests, as its routes return it. */

const errorSchema = z.object({ type: z.string(), message: z.string() });

export const summarySchema = z.object({
  id: z.string(),
  seq: z.number(),
  function: z.string(),
  account: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number().nullable(),
  attempt: z.number(),
  invocationType: z.string(),
  cold: z.boolean(),
  initMs: z.number().nullable(),
  status: z.enum(['running', 'ok', 'failed', 'timeout']),
  error: errorSchema.nullable(),
  payload: z.string(),
  calls: z.number(),
  denied: z.number(),
  faults: z.number(),
  retries: z.number(),
  /** Those that the function's calls have written. */
  items: z.number().nullable(),
});

/** One attempt of a request. */
export type RequestSummary = z.infer<typeof summarySchema>;

const spanSchema = z.object({
  service: z.string(),
  operation: z.string(),
  startMs: z.number(),
  durationMs: z.number().nullable(),
  status: z.number().nullable(),
  requestBytes: z.number(),
  responseBytes: z.number().nullable(),
  principal: z.string().nullable(),
  iam: z.object({
    allowed: z.boolean().nullable(),
    action: z.string().nullable(),
    resource: z.string().nullable(),
    statement: z.string().nullable(),
    /** Their JSON: up to four, each cut at 2,048 characters. */
    statements: z.array(z.string()),
  }),
  fault: z.string().nullable(),
  retry: z.number(),
  items: z.number().nullable(),
  unprocessed: z.number().nullable(),
  error: z.string().nullable(),
  source: z.enum(['function', 'lambda']),
});

/** An API call, by the function or by Lambda for it. */
export type Span = z.infer<typeof spanSchema>;

const attemptSchema = summarySchema.extend({
  payloadBytes: z.number(),
  /** Null while it runs; cut at 16 KiB, as the payload. */
  response: z.string().nullable(),
  responseBytes: z.number().nullable(),
  error: errorSchema.extend({ frames: z.array(z.string()) }).nullable(),
  memoryMb: z.number().nullable(),
  log: z.array(z.object({ time: z.iso.datetime(), line: z.string() })),
  spans: z.array(spanSchema),
});

export type Attempt = z.infer<typeof attemptSchema>;

/** The newest attempt; all of them if there are several. */
export const requestSchema = attemptSchema.extend({
  attempts: z.array(attemptSchema).optional(),
});

export const listSchema = z.object({
  requests: z.array(summarySchema),
  /** How many older ones were removed to make room. */
  dropped: z.number(),
  capacity: z.number(),
});

export type RequestList = z.infer<typeof listSchema>;

/** One request, with the attempts of its retries. */
export type RequestDetail = z.infer<typeof requestSchema>;
