import {
  type Attempt,
  type RequestSummary,
  type Span,
  summarySchema,
} from '../record.ts';

/** A recorded attempt, in which a test changes what it is about. */
export function recorded(changes: Partial<Attempt> = {}): Attempt {
  return {
    id: '5a1746c1-0735-4c66-a1a4-57fdd3e57185',
    seq: 1,
    function: 'payment-generator',
    account: '000000000000',
    startedAt: '2026-11-27T04:55:04.765Z',
    durationMs: 1000,
    attempt: 1,
    invocationType: 'RequestResponse',
    cold: false,
    initMs: null,
    status: 'ok',
    error: null,
    payload: '{"count":3}',
    calls: 2,
    denied: 0,
    faults: 0,
    retries: 0,
    items: 3,
    payloadBytes: 11,
    response: '{"payment_ids":[],"journal_key":"journal/a.ndjson.gz"}',
    responseBytes: 54,
    memoryMb: 87,
    log: [],
    spans: [],
    ...changes,
  };
}

export function call(changes: Partial<Span> = {}): Span {
  return {
    service: 'dynamodb',
    operation: 'BatchWriteItem',
    startMs: 250,
    durationMs: 500,
    status: 200,
    requestBytes: 900,
    responseBytes: 24,
    principal: null,
    iam: {
      allowed: true,
      action: null,
      resource: null,
      statement: null,
      statements: [],
    },
    fault: null,
    retry: 0,
    items: null,
    unprocessed: null,
    error: null,
    source: 'function',
    ...changes,
  };
}

/** What the list holds of an attempt. */
export function summary(changes: Partial<Attempt> = {}): RequestSummary {
  return summarySchema.parse(recorded(changes));
}
