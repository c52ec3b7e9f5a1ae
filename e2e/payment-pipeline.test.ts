import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import { summarisePayments } from '../scripts/pipeline/payments.ts';
import type { StoredPayment } from '../scripts/pipeline/stored-payment.ts';
import {
  applyStack,
  destroyAppliedStack,
  prepareTerraform,
} from './support/applied-stack.ts';
import { invoke as invokeFunction } from './support/invoke.ts';
import type { LiveStack } from './support/restored-sandbox.ts';
import { findSurvivingResources } from './support/surviving-resources.ts';

const uuid =
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const iso4217Decimals: Record<string, number> = {
  CHF: 2,
  EUR: 2,
  GBP: 2,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  SEK: 2,
  USD: 2,
};

let live: LiveStack;

const invoke = (event: unknown) =>
  invokeFunction(live.clients.lambda, live.outputs.lambda_function_name, event);

async function countPayments(): Promise<number> {
  const { count } = await summarisePayments(
    live.clients.dynamoDb,
    live.outputs.dynamodb_table_name,
    0,
  );
  return count;
}

afterAll(() => destroyAppliedStack());

describe('payment pipeline', () => {
  test('is applied, with the outputs that its users need', async () => {
    live = await applyStack();

    expect(live.outputs).toMatchObject({
      s3_bucket_name: expect.stringMatching(/^payments-sandbox-e2e-/),
      dynamodb_table_name: 'payments-sandbox-e2e-payments',
      lambda_function_name: expect.stringMatching(/^payments-sandbox-e2e-/),
      lambda_role_arn: expect.stringMatching(
        /^arn:aws:iam::111111111111:role\/payments-sandbox-e2e-/,
      ),
      // Clients send to this URL, so it must point at the sandbox.
      dead_letter_queue_url: expect.stringContaining(
        `${live.emulator.endpoint}/`,
      ),
    });
    expect(await findSurvivingResources(live)).toHaveLength(10);
  });

  test('stores three valid payments for {"count":3}', async () => {
    const result = await invoke({ count: 3 });

    expect(result.functionError).toBeUndefined();
    expect(result.payload).toMatchObject({ count: 3 });
    const { Items = [] } = await live.clients.dynamoDb.send(
      new ScanCommand({ TableName: live.outputs.dynamodb_table_name }),
    );
    expect(Items).toHaveLength(3);
    for (const item of Items) {
      expect(item).toEqual({
        payment_id: { S: expect.stringMatching(uuid) },
        created_at: { S: expect.any(String) },
        amount: { N: expect.stringMatching(/^\d+(\.\d+)?$/) },
        currency: { S: expect.stringMatching(/^[A-Z]{3}$/) },
        merchant_id: { S: expect.stringMatching(/./) },
        status: { S: expect.stringMatching(/^[a-z]+$/) },
        source: { S: 'mock-generator' },
      });
      const createdAt = item.created_at?.S ?? '';
      expect(new Date(createdAt).toISOString()).toBe(createdAt);
      const decimals = item.amount?.N?.split('.')[1]?.length ?? 0;
      expect(decimals).toBeLessThanOrEqual(
        iso4217Decimals[item.currency?.S ?? ''] ?? -1,
      );
    }
  });

  test('writes the log of an invocation to its log group', async () => {
    const { logTail } = await invoke({ count: 1 });

    expect(logTail).toMatch(/^START RequestId: /);
    expect(logTail).toContain('"message":"Payments stored"');
    expect(logTail).toMatch(/REPORT RequestId: .*\tDuration: [\d.]+ ms/);
  });

  test.each([
    ['a count of zero', { count: 0 }, 'from 1 to 10000, got `0` (number)'],
    ['a count that is too large', { count: 10_001 }, 'got `10001` (number)'],
    ['a fractional count', { count: 1.5 }, 'got `1.5` (number)'],
    ['a count that is text', { count: '3' }, 'got `"3"` (string)'],
    ['an unknown field', { count: 3, cuont: 4 }, '`cuont`'],
    ['a list', [3], '(array)'],
  ])('refuses %s and writes nothing', async (_case, payload, message) => {
    const before = await countPayments();

    const result = await invoke(payload);

    expect(result.functionError).toBe('Unhandled');
    expect(result.payload).toMatchObject({
      errorType: 'InvalidRequestError',
      errorMessage: expect.stringContaining(message),
    });
    expect(await countPayments()).toBe(before);
  });

  test('points the stack trace of a failure into the TypeScript source', async () => {
    const { payload } = await invoke({ count: 'three' });

    const { trace } = payload as { trace: string[] };
    expect(trace.join('\n')).toMatch(/ \(lambda\/src\/request\.ts:\d+\)$/m);
  });

  test('stores 5,000 payments in one invocation', async () => {
    const before = await countPayments();

    const result = await invoke({ count: 5000 });

    expect(result.functionError).toBeUndefined();
    expect(await countPayments()).toBe(before + 5000);
  });

  test('generates the same payments for the same seed', async () => {
    const [first, second] = [
      await invoke({ count: 2, seed: 'e2e' }),
      await invoke({ count: 2, seed: 'e2e' }),
    ];

    const ids = ({ payload }: { payload: unknown }) =>
      (payload as { payment_ids: StoredPayment['payment_id'][] }).payment_ids;
    expect(ids(second)).toEqual(ids(first));
  });

  test('has nothing left to apply', async () => {
    const terraform = await prepareTerraform(live);
    const plan = await terraform.run(['plan', '-no-color']);

    expect(plan).toContain('No changes.');
  });

  test('is destroyed completely', async () => {
    await destroyAppliedStack();

    expect(await findSurvivingResources(live)).toEqual([]);
  });

  test('can be applied and destroyed again', async () => {
    live = await applyStack();
    expect(await countPayments()).toBe(0);

    await destroyAppliedStack();

    expect(await findSurvivingResources(live)).toEqual([]);
  });
});
