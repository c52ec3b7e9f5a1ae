import { beforeEach, describe, expect, test } from 'vitest';
import { deployFunction } from '../../scripts/build/variant.ts';
import {
  createFaultSwitch,
  type FaultKind,
} from '../../scripts/guarantees/faults.ts';
import { runLoad } from '../../scripts/guarantees/load/load.ts';
import { LoadProgress } from '../../scripts/guarantees/load/progress.ts';
import { type LoadRun, toLoadRun } from '../../scripts/guarantees/load/run.ts';
import { reconcile } from '../../scripts/guarantees/reconcile/reconcile.ts';
import { replayAll } from '../../scripts/guarantees/reconcile/replay.ts';
import { deployWithoutRetry } from '../support/function-without-retry.ts';
import { countPayments, expectNoDifference, live, reset } from './sandbox.ts';

const kinds: FaultKind[] = [
  'unprocessed',
  'throttle',
  '500',
  'timeout',
  'drop',
];

const faultSwitch = () =>
  createFaultSwitch(live().emulator, live().outputs.lambda_role_arn);

/** Loads while 30 % of the function's calls fail. */
async function loadUnderFaults(
  run: LoadRun,
  { seed, kinds }: { seed: string; kinds: FaultKind[] },
) {
  const { clients, emulator, outputs } = live();
  await faultSwitch().turnOn({ rate: 0.3, seed, kinds });
  const report = await runLoad(
    run,
    { lambda: clients.lambda, functionName: outputs.lambda_function_name },
    new LoadProgress(run.id, emulator.sessionId),
    { concurrency: 4, signal: AbortSignal.timeout(500_000) },
  );
  const injected = await faultSwitch().read();
  await faultSwitch().turnOff();
  return { report, injected };
}

const restoreFunction = () =>
  deployFunction(live().clients.lambda, live().outputs.lambda_function_name);

describe('10,000 payments while 30 % of the calls fail', () => {
  // Each count reads the whole table.
  beforeEach(reset);

  test.each(['1', '2', '3'])(
    'are all stored, each of them once, with seed %s',
    async (seed) => {
      const before = await countPayments();

      const { report, injected } = await loadUnderFaults(
        toLoadRun({ COUNT: 10_000 }),
        { seed, kinds },
      );

      expect(report.isComplete, report.summarise()).toBe(true);
      expect(injected).toMatchObject({
        injected: Object.fromEntries(
          kinds.map((kind) => [kind, expect.any(Number)]),
        ),
      });
      expect(await countPayments()).toBe(before + 10_000);
      await expectNoDifference();
    },
  );
});

// The negative control of the test above.
describe('a function that forgets unprocessed items', () => {
  beforeEach(async () => {
    await reset();
    await deployWithoutRetry(live());
  });

  test('loses payments, which reconcile finds and a replay brings back', async () => {
    const { clients, outputs } = live();

    // Among other kinds, once in 150 runs there would be no such fault.
    await loadUnderFaults(toLoadRun({ COUNT: 2000 }), {
      seed: '1',
      kinds: ['unprocessed'],
    });

    const report = await reconcile(clients, outputs);
    expect(report.count('missing')).toBeGreaterThan(0);
    await restoreFunction();
    await replayAll(
      clients.lambda,
      outputs.lambda_function_name,
      report.incompleteKeys,
    );
    await expectNoDifference();
  });
});
