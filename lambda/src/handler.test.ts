import {
  type BatchWriteItemCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const context = {
  awsRequestId: '0f6258f9-e638-43f3-8bfc-8a107beacc2d',
  getRemainingTimeInMillis: () => 30_000,
} as Context;

async function importHandler() {
  vi.resetModules();
  const { handler } = await import('./handler.ts');
  return handler;
}

describe('handler', () => {
  const storedIds: unknown[] = [];

  beforeEach(() => {
    vi.stubEnv('TABLE_NAME', 'payments');
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    storedIds.length = 0;
    vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(
      async (command) => {
        const { input } = command as unknown as BatchWriteItemCommand;
        for (const { PutRequest } of input.RequestItems?.payments ?? []) {
          storedIds.push(PutRequest?.Item?.payment_id?.S);
        }
        return {};
      },
    );
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('stores the payments and answers where they went', async () => {
    const handler = await importHandler();

    const answer = await handler({ count: 3 }, context);

    expect(answer).toEqual({
      count: 3,
      payment_ids: storedIds,
      duration_ms: expect.any(Number),
      table_name: 'payments',
      request_id: context.awsRequestId,
    });
    expect(storedIds).toHaveLength(3);
  });

  it('answers the first hundred ids', async () => {
    const handler = await importHandler();

    const answer = await handler({ count: 250 }, context);

    expect(storedIds).toHaveLength(250);
    expect(answer.payment_ids).toHaveLength(100);
  });

  it('stores the same payments when the same request is retried', async () => {
    const handler = await importHandler();

    const first = await handler({ count: 3 }, context);
    const second = await handler({ count: 3 }, context);
    const other = await handler({}, { ...context, awsRequestId: 'other' });

    expect(second.payment_ids).toEqual(first.payment_ids);
    expect(first.payment_ids).not.toContain(other.payment_ids[0]);
  });

  it('stores nothing when the request is refused', async () => {
    const handler = await importHandler();

    const answer = handler({ count: 12.5 }, context);

    await expect(answer).rejects.toThrow('`12.5` (number)');
    expect(storedIds).toEqual([]);
  });

  it('fails its cold start without a table name', async () => {
    vi.stubEnv('TABLE_NAME', undefined);

    await expect(importHandler()).rejects.toThrow('`TABLE_NAME`');
  });
});
