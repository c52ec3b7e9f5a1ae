import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPayments } from '../../scripts/pipeline/payments.ts';
import { countPayments, invoke, live } from './sandbox.ts';

describe('a repeated request', () => {
  const read = (ids: string[]) => {
    const { clients, outputs } = live();
    return readPayments(clients.dynamoDb, outputs.dynamodb_table_name, ids);
  };

  test('stores each payment once, with the time of the first request', async () => {
    const request = { count: 60, idempotency_key: randomUUID() };
    const first = await invoke(request);
    const stored = await read(first.payment_ids);

    const second = await invoke(request);
    const storedAgain = await read(first.payment_ids);

    expect(first.found_in_journal).toBe(false);
    expect(second.found_in_journal).toBe(true);
    expect(second.payment_ids).toEqual(first.payment_ids);
    expect(stored).toHaveLength(60);
    expect(storedAgain).toEqual(stored);
  });

  test('stores each payment once if it is sent twice at the same time', async () => {
    const before = await countPayments();
    const request = { count: 500, idempotency_key: randomUUID() };

    const responses = await Promise.all(
      Array.from({ length: 4 }, () => invoke(request)),
    );

    expect(
      responses.filter((response) => !response.found_in_journal),
    ).toHaveLength(1);
    expect(
      new Set(responses.map(({ payment_ids }) => payment_ids.join())),
    ).toHaveLength(1);
    expect(await countPayments()).toBe(before + 500);
  });

  test('is refused with another count, and nothing is written', async () => {
    const before = await countPayments();
    const idempotency_key = randomUUID();
    await invoke({ count: 3, idempotency_key });

    const response = await invoke({ count: 4, idempotency_key });

    expect(response).toMatchObject({
      errorType: 'IdempotencyConflictError',
      errorMessage: expect.stringContaining(
        `Expected \`count\` to be \`3\` (number), as in the request that wrote \`journal/${idempotency_key}.ndjson.gz\`, got \`4\``,
      ),
    });
    expect(await countPayments()).toBe(before + 3);
  });
});
