import { paginateScan } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import { reconcile } from '../../scripts/guarantees/reconcile/reconcile.ts';
import { invokeFunction } from '../../scripts/pipeline/invoke.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import type { LiveStack } from './live-stack.ts';

/** What the function answers, or its error. */
export interface Answer {
  payment_ids: string[];
  journal_key: string;
  found_in_journal: boolean;
  errorType?: string;
  errorMessage?: string;
}

export type PipelineDriver = ReturnType<typeof createSandbox>;

/** What tests do with a live stack; `live` gives it once it is applied. */
export function createSandbox(live: () => LiveStack) {
  // Without the items, so that it is fast enough to catch a function at work.
  const countPayments = async (): Promise<number> => {
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
  };

  return {
    live,
    countPayments,

    async invoke(payload: unknown): Promise<Answer> {
      const { clients, outputs } = live();
      const response = await invokeFunction(
        clients.lambda,
        outputs.lambda_function_name,
        JSON.stringify(payload),
      );
      return response.payload as Answer;
    },

    /** Hands the event over without waiting for its response. */
    invokeAsynchronously(payload: unknown) {
      const { clients, outputs } = live();
      return clients.lambda.send(
        new InvokeCommand({
          FunctionName: outputs.lambda_function_name,
          InvocationType: 'Event',
          Payload: Buffer.from(JSON.stringify(payload)),
        }),
      );
    },

    waitForCount: (isReached: (count: number) => boolean, what: string) =>
      waitUntil(
        async () => (isReached(await countPayments()) ? true : undefined),
        { what, intervalMs: 50, timeoutMs: 60_000 },
      ),

    async expectNoDifference(): Promise<void> {
      const { clients, outputs } = live();
      const report = await reconcile(clients, outputs);
      expect(report.isClean, report.describe()).toBe(true);
    },
  };
}
