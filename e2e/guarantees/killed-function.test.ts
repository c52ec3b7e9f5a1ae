import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFaultSwitch } from '../../scripts/guarantees/faults.ts';
import { reconcile } from '../../scripts/guarantees/reconcile/reconcile.ts';
import {
  countPayments,
  expectNoDifference,
  invoke,
  invokeAsynchronously,
  killFunctions,
  live,
  waitForCount,
} from './sandbox.ts';

/** Delays the function's calls: otherwise it could end before it is killed. */
async function whileSlow<Result>(work: () => Promise<Result>): Promise<Result> {
  const { emulator, outputs } = live();
  const faults = createFaultSwitch(emulator, outputs.lambda_role_arn);
  await faults.turnOn({ rate: 1, seed: '1', kinds: ['latency'] });
  try {
    return await work();
  } finally {
    await faults.turnOff();
  }
}

describe('a function that is killed', () => {
  test('loses nothing, because the retry finds the journal', async () => {
    const before = await countPayments();

    const atKill = await whileSlow(async () => {
      await invokeAsynchronously({ count: 5_000 });
      await waitForCount((count) => count > before, 'The first payment');
      killFunctions();
      return countPayments();
    });

    expect(atKill).toBeLessThan(before + 5_000);
    await waitForCount((count) => count >= before + 5_000, 'The last payment');
    await expectNoDifference();
  });

  test('loses nothing, because its journal can be replayed', async () => {
    const before = await countPayments();
    const idempotency_key = randomUUID();

    const response = await whileSlow(async () => {
      const invocation = invoke({ count: 5_000, idempotency_key });
      await waitForCount((count) => count > before, 'The first payment');
      killFunctions();
      return invocation;
    });

    expect(response).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(
      (await reconcile(live().clients, live().outputs)).count('missing'),
    ).toBeGreaterThan(0);
    await invoke({ replay: `journal/${idempotency_key}.ndjson.gz` });
    expect(await countPayments()).toBe(before + 5_000);
    await expectNoDifference();
  });
});
