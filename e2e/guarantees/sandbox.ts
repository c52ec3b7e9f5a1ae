import { paginateScan } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect } from 'vitest';
import { reconcile } from '../../scripts/guarantees/reconcile/reconcile.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { invoke as invokeFunction } from '../support/invoke.ts';
import {
  type LiveStack,
  RestoredSandbox,
} from '../support/restored-sandbox.ts';

// Hooks are registered once for each test file. guarantees.test.ts imports all
// the others, so that they share one sandbox.
const sandbox = new RestoredSandbox();
let stack: LiveStack;

beforeAll(async () => {
  stack = await sandbox.start();
});

afterAll(async () => {
  try {
    await sandbox.keepIamRecord('guarantees');
  } finally {
    await sandbox.remove();
  }
});

/** Restores the sandbox as it was before the first test. */
export const reset = () => sandbox.reset();

export const killFunctions = () => sandbox.checkout.killFunctions();

/** The stack, once it is restored. */
export const live = (): LiveStack => stack;

/** The function's response, or its error. */
export interface FunctionResponse {
  payment_ids: string[];
  journal_key: string;
  found_in_journal: boolean;
  errorType?: string;
  errorMessage?: string;
}

/** Counts without reading items: fast enough to catch a running function. */
export async function countPayments(): Promise<number> {
  const { clients, outputs } = live();
  const pages = paginateScan(
    { client: clients.dynamoDb },
    { TableName: outputs.dynamodb_table_name, Select: 'COUNT' },
  );
  let count = 0;
  for await (const { Count = 0 } of pages) {
    count += Count;
  }
  return count;
}

export async function invoke(payload: unknown): Promise<FunctionResponse> {
  const { clients, outputs } = live();
  const response = await invokeFunction(
    clients.lambda,
    outputs.lambda_function_name,
    payload,
  );
  return response.payload as FunctionResponse;
}

/** Sends the event without waiting for the result. */
export function invokeAsynchronously(payload: unknown) {
  const { clients, outputs } = live();
  return clients.lambda.send(
    new InvokeCommand({
      FunctionName: outputs.lambda_function_name,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(payload)),
    }),
  );
}

export const waitForCount = (
  isReached: (count: number) => boolean,
  what: string,
) =>
  waitUntil(async () => (isReached(await countPayments()) ? true : undefined), {
    what,
    intervalMs: 50,
    timeoutMs: 300_000,
  });

export async function expectNoDifference(): Promise<void> {
  const { clients, outputs } = live();
  const report = await reconcile(clients, outputs);
  expect(report.isClean, report.describe()).toBe(true);
}
