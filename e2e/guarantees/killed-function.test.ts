import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { reconcile } from '../../scripts/guarantees/reconcile/reconcile.ts';
import { killFunction } from '../support/processes.ts';
import {
  countPayments,
  expectNoDifference,
  invoke,
  invokeAsynchronously,
  live,
  waitForCount,
} from './sandbox.ts';

describe('a function that is killed', () => {
  test('loses nothing, because the retry finds the journal', async () => {
    const before = await countPayments();
    await invokeAsynchronously({ count: 5_000 });
    await waitForCount((count) => count > before, 'The first payment');

    killFunction(live().outputs.lambda_function_name);
    const atKill = await countPayments();

    expect(atKill).toBeLessThan(before + 5_000);
    await waitForCount((count) => count >= before + 5_000, 'The last payment');
    await expectNoDifference();
  });

  test('loses nothing, because its journal can be replayed', async () => {
    const before = await countPayments();
    const idempotency_key = randomUUID();
    const response = invoke({ count: 5_000, idempotency_key });
    await waitForCount((count) => count > before, 'The first payment');

    killFunction(live().outputs.lambda_function_name);

    expect(await response).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(
      (await reconcile(live().clients, live().outputs)).count('missing'),
    ).toBeGreaterThan(0);
    await invoke({ replay: `journal/${idempotency_key}.ndjson.gz` });
    expect(await countPayments()).toBe(before + 5_000);
    await expectNoDifference();
  });
});
