import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { deployFunction, deployVariant } from '../scripts/build/variant.ts';
import type { Clients } from '../scripts/emulator/clients.ts';
import type { Emulator } from '../scripts/emulator/emulator.ts';
import { runLoad } from '../scripts/guarantees/load/load.ts';
import { percentile } from '../scripts/guarantees/load/percentile.ts';
import { LoadProgress } from '../scripts/guarantees/load/progress.ts';
import { toLoadRun } from '../scripts/guarantees/load/run.ts';
import { reconcile } from '../scripts/guarantees/reconcile/reconcile.ts';
import { SandboxError } from '../scripts/output/errors.ts';
import { invokeFunction } from '../scripts/pipeline/invoke.ts';
import { interruption } from '../scripts/system/interruption.ts';
import type { StackOutputs } from '../scripts/terraform/outputs.ts';
import type { Figures } from './figures.ts';

/** Measures the cost of the journal, and the gain from batches. */
export async function measureGuarantees(
  figures: Figures,
  clients: Clients,
  outputs: StackOutputs,
): Promise<void> {
  const { lambda } = clients;
  const { lambda_function_name } = outputs;
  const bulkCount = figures.many(5000, 100);
  const plainCount = figures.many(200, 10);
  const turns = figures.many(5);
  /** Median payments per second of `repeat` invocations, after a warm-up. */
  const rateOf = async (count: number, repeat: number): Promise<number> => {
    const rates: number[] = [];
    for (let turn = 0; turn <= repeat; turn += 1) {
      const { durationMs, functionError, logTail } = await invokeFunction(
        lambda,
        lambda_function_name,
        JSON.stringify({ count }),
      );
      if (functionError) {
        throw new SandboxError('The function failed.', { why: logTail });
      }
      rates.push((count / durationMs) * 1000);
    }
    return percentile(rates.slice(1), 0.5);
  };
  const useHandler = (name: string) =>
    deployVariant(lambda, lambda_function_name, (folder) =>
      writeFileSync(
        path.join(folder, 'lambda', 'src', 'handler.ts'),
        `export { handler } from '../../bench/handlers/${name}.ts';\n`,
      ),
    );

  await useHandler('plain-put-item');
  const plain = await whilePutItemIsAllowed(clients, outputs, () =>
    rateOf(plainCount, turns),
  );
  figures.add('plain PutItem, one at a time', plain, 'items/s');
  await useHandler('without-journal');
  const withoutJournal = await rateOf(bulkCount, turns);
  figures.add(`${bulkCount} without the journal`, withoutJournal, 'items/s');
  await deployFunction(lambda, lambda_function_name);
  const withJournal = await rateOf(bulkCount, turns);
  figures.add(`${bulkCount} with the journal`, withJournal, 'items/s');
  figures.add(
    'with / without the journal',
    withJournal / withoutJournal,
    'ratio',
  );
  figures.add('with the journal / plain PutItem', withJournal / plain, 'ratio');
}

/** The function itself needs no more than `BatchWriteItem`. */
async function whilePutItemIsAllowed<T>(
  { iam }: Clients,
  { lambda_role_arn, dynamodb_table_name }: StackOutputs,
  work: () => Promise<T>,
): Promise<T> {
  const name = {
    RoleName: lambda_role_arn.split('/').at(-1),
    PolicyName: 'bench-put-item',
  };
  await iam.send(
    new PutRolePolicyCommand({
      ...name,
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'dynamodb:PutItem',
          Resource: `arn:aws:dynamodb:*:*:table/${dynamodb_table_name}`,
        },
      }),
    }),
  );
  try {
    return await work();
  } finally {
    // Terraform deletes no role that has a policy it does not know.
    await iam.send(new DeleteRolePolicyCommand(name));
  }
}

/** Measures `make load` and `make reconcile` with many payments. */
export async function measureTools(
  figures: Figures,
  clients: Clients,
  outputs: StackOutputs,
  emulator: Emulator,
): Promise<void> {
  const loadCount = figures.many(100_000, 200);
  const run = toLoadRun({ COUNT: loadCount });
  const startedAt = performance.now();
  await runLoad(
    run,
    { lambda: clients.lambda, functionName: outputs.lambda_function_name },
    new LoadProgress(run.id, emulator.sessionId),
    { concurrency: 4, signal: interruption },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  figures.add(
    `load of ${loadCount}, 4 at a time`,
    loadCount / seconds,
    'items/s',
  );
  const report = await figures.time('reconcile of all payments', () =>
    reconcile(clients, outputs),
  );
  if (!report.isClean) {
    throw new SandboxError('Journal and table differ.', {
      why: report.describe(),
    });
  }
  const peakMb = process.resourceUsage().maxRSS / 1024;
  figures.add('peak memory of this process', peakMb, 'MB');
}
