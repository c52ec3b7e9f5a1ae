import { describe, expect, it } from 'vitest';
import type { StackOutputs } from '../terraform/outputs.ts';
import type { AwsClients } from './account/clients.ts';
import { verifyDeployment } from './verify.ts';

const outputs = {
  lambda_function_name: 'generator',
  dynamodb_table_name: 'payments',
  s3_bucket_name: 'journal',
  log_group_name: '/aws/lambda/generator',
} as StackOutputs;

/** A deployed pipeline, mocked through its observable effects. */
function pipeline({
  response = {
    payment_ids: ['1', '2', '3'],
    journal_key: 'journal/1',
  } as object,
  functionError = undefined as string | undefined,
  itemsForId = 1,
  hasJournal = true,
}) {
  const Items = Array.from({ length: itemsForId }, () => ({
    payment_id: { S: '1' },
    created_at: { S: '2026-01-01T00:00:00.000Z' },
    amount: { N: '1.5' },
    currency: { S: 'EUR' },
    merchant_id: { S: 'merchant-0001' },
    status: { S: 'captured' },
    source: { S: 'mock-generator' },
  }));
  const notFound = Object.assign(new Error(), { name: 'NotFound' });
  const clients = {
    lambda: {
      send: async () => ({
        Payload: { transformToString: () => JSON.stringify(response) },
        FunctionError: functionError,
        LogResult: btoa('START RequestId: 1f-2e'),
      }),
    },
    dynamoDb: { send: async () => ({ Items }) },
    s3: {
      send: () => (hasJournal ? Promise.resolve({}) : Promise.reject(notFound)),
    },
    logs: { send: async () => ({ events: [{}] }) },
  };
  return clients as unknown as AwsClients;
}

describe('verifyDeployment', () => {
  it('accepts a response, three payments, a journal and a log', async () => {
    await expect(
      verifyDeployment(pipeline({}), outputs),
    ).resolves.toBeUndefined();
  });

  it.each([
    [
      'a function that fails',
      { response: { errorMessage: 'no' }, functionError: 'Unhandled' },
      'the function failed: {"errorMessage":"no"}.',
    ],
    [
      'a table without the payments',
      { itemsForId: 0 },
      '0 of 3 payments are in the table.',
    ],
    [
      'a response of another function',
      { response: ['1', '2', '3'] },
      expect.stringContaining('expected object, received array'),
    ],
    [
      'a response without a journal',
      { response: { payment_ids: ['1', '2', '3'] } },
      'the function named no journal object.',
    ],
    [
      'a journal object that is missing',
      { hasJournal: false },
      'journal object journal/1 is not in the bucket.',
    ],
  ])('throws for %s', async (_case, fault, why) => {
    await expect(
      verifyDeployment(pipeline(fault), outputs),
    ).rejects.toMatchObject({
      message: 'The deployed pipeline failed verification.',
      why,
    });
  });
});
