import type { LambdaClient } from '@aws-sdk/client-lambda';
import { percentile } from '../scripts/guarantees/load/percentile.ts';
import { SandboxError } from '../scripts/output/errors.ts';
import {
  type InvocationResult,
  invokeFunction,
} from '../scripts/pipeline/invoke.ts';
import type { Figures } from './figures.ts';

/** Measures invocations from the caller's side, including the SDK's time. */
export async function measureInvocations(
  figures: Figures,
  client: LambdaClient,
  functionName: string,
): Promise<void> {
  const invoke = async (count: number): Promise<InvocationResult> => {
    const payload = JSON.stringify({ count });
    const result = await invokeFunction(client, functionName, payload);
    if (result.functionError) {
      throw new SandboxError('The function failed.', { why: result.logTail });
    }
    return result;
  };

  const first = await invoke(3);
  figures.add('first invocation of 3 (cold start)', first.durationMs, 'ms');

  const turns = figures.many(50, 3);
  const warm: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    warm.push((await invoke(3)).durationMs);
  }
  const each = `warm invocation of 3, ${turns} turns`;
  figures.add(`${each}: p50`, percentile(warm, 0.5), 'ms');
  figures.add(`${each}: p95`, percentile(warm, 0.95), 'ms');

  const count = figures.many(5000, 100);
  const bulk = await invoke(count);
  figures.add(
    `one invocation of ${count}`,
    count / (bulk.durationMs / 1000),
    'items/s',
  );
}
