import type { LambdaClient } from '@aws-sdk/client-lambda';
import { percentile } from '../scripts/guarantees/load/percentile.ts';
import { SandboxError } from '../scripts/output/errors.ts';
import {
  type InvocationResult,
  invokeFunction,
} from '../scripts/pipeline/invoke.ts';
import type { Figures } from './figures.ts';

const warmInvocations = 50;
const bulkCount = 5000;

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

  const warm: number[] = [];
  for (let turn = 0; turn < warmInvocations; turn += 1) {
    warm.push((await invoke(3)).durationMs);
  }
  figures.add('warm invocation of 3, p50 of 50', percentile(warm, 0.5), 'ms');
  figures.add('warm invocation of 3, p95 of 50', percentile(warm, 0.95), 'ms');

  const bulk = await invoke(bulkCount);
  figures.add(
    'one invocation of 5,000',
    bulkCount / (bulk.durationMs / 1000),
    'items/s',
  );
}
