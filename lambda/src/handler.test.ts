import {
  type BatchWriteItemCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { type PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const context = {
  awsRequestId: '0f6258f9-e638-43f3-8bfc-8a107beacc2d',
  getRemainingTimeInMillis: () => 30_000,
} as Context;
const journalKey = `journal/${context.awsRequestId}.ndjson.gz`;

async function importHandler() {
  vi.resetModules();
  const { handler } = await import('./handler.ts');
  return handler;
}

/** Parses the last log line in CloudWatch's embedded metric format. */
function lastMetrics() {
  const line = vi.mocked(console.log).mock.lastCall?.[0];
  const { _aws, service, Duration, ...counts } = JSON.parse(String(line));
  return { directives: _aws.CloudWatchMetrics, service, Duration, counts };
}

describe('handler', () => {
  const journalKeys: unknown[] = [];
  const storedIds: unknown[] = [];

  beforeEach(() => {
    vi.stubEnv('TABLE_NAME', 'payments');
    vi.stubEnv('BUCKET_NAME', 'journal-bucket');
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    vi.stubEnv('POWERTOOLS_DEV', 'true'); // metrics through console.log
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'sandbox');
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'payment-generator');
    vi.spyOn(console, 'log').mockReturnValue();
    journalKeys.length = 0;
    storedIds.length = 0;
    vi.spyOn(S3Client.prototype, 'send').mockImplementation(async (command) => {
      journalKeys.push((command as unknown as PutObjectCommand).input.Key);
      return {};
    });
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

  it('stores the payments and returns where they are', async () => {
    const handler = await importHandler();

    const response = await handler({ count: 3 }, context);

    expect(response).toEqual({
      count: 3,
      payment_ids: storedIds,
      retries: 0,
      duration_ms: expect.any(Number),
      table_name: 'payments',
      bucket_name: 'journal-bucket',
      journal_key: journalKey,
      found_in_journal: false,
      request_id: context.awsRequestId,
    });
    expect(storedIds).toHaveLength(3);
    expect(journalKeys).toEqual([journalKey]);
  });

  it('returns only the first hundred ids', async () => {
    const handler = await importHandler();

    const response = await handler({ count: 250 }, context);

    expect(storedIds).toHaveLength(250);
    expect(response.payment_ids).toHaveLength(100);
  });

  it('stores nothing when the request is refused', async () => {
    const handler = await importHandler();

    const response = handler({ count: 12.5 }, context);

    await expect(response).rejects.toThrow('`12.5` (number)');
    expect(journalKeys).toEqual([]);
    expect(storedIds).toEqual([]);
  });

  it('publishes metrics of the write', async () => {
    const handler = await importHandler();

    await handler({ count: 3 }, context);

    expect(lastMetrics()).toMatchObject({
      directives: [{ Namespace: 'sandbox', Dimensions: [['service']] }],
      service: 'payment-generator',
      Duration: expect.any(Number),
      counts: {
        PaymentsGenerated: 3,
        PaymentsWritten: 3,
        PaymentsUnprocessed: 0,
        CallsRetried: 0,
      },
    });
  });

  it('publishes the metrics of a failed write too', async () => {
    const handler = await importHandler();
    vi.spyOn(DynamoDBClient.prototype, 'send').mockRejectedValue(
      new ResourceNotFoundException({ message: 'no table', $metadata: {} }),
    );

    const response = handler({ count: 3 }, context);

    await expect(response).rejects.toThrow(journalKey);
    expect(lastMetrics().counts).toMatchObject({ PaymentsWritten: 0 });
  });

  it.each(['TABLE_NAME', 'BUCKET_NAME'])(
    'fails its cold start without %s',
    async (name) => {
      vi.stubEnv(name, undefined);

      await expect(importHandler()).rejects.toThrow(`\`${name}\``);
    },
  );
});
