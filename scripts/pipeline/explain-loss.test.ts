import {
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { SandboxError } from '../output/errors.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import { explainLoss } from './explain-loss.ts';

const region = 'eu-central-1';
const failure = new SandboxError('The function failed.', {
  why: 'as it says',
  next: '`make logs`',
});

/** A stack whose table responds or is gone. */
function stackWhere(tableIsThere: boolean) {
  const clients = {
    dynamoDb: new DynamoDBClient({ region }),
    lambda: new LambdaClient({ region }),
    s3: new S3Client({ region }),
  };
  for (const client of Object.values(clients)) {
    vi.spyOn(client, 'send').mockImplementation(async () => ({}));
  }
  if (!tableIsThere) {
    vi.spyOn(clients.dynamoDb, 'send').mockImplementation(async () => {
      throw new ResourceNotFoundException({ message: '', $metadata: {} });
    });
  }
  const outputs = { dynamodb_table_name: 'payments' };
  return { clients, outputs } as unknown as LiveStack;
}

describe('explainLoss', () => {
  it('returns the error unchanged if every resource responds', async () => {
    expect(await explainLoss(failure, stackWhere(true))).toBe(failure);
  });

  it('names missing resources, and how to recreate them', async () => {
    const error = await explainLoss(failure, stackWhere(false), '`make load`');

    expect(error).toMatchObject({
      message: 'The function failed.',
      why: 'as it says\nOf the stack is gone: table payments: ResourceNotFoundException.',
      next: expect.stringMatching(/^`make local-up`.*then `make load`$/),
    });
  });
});
