import { Hono } from 'hono';
import { z } from 'zod';
import { explainIncompleteLoad } from '../../guarantees/load/incomplete.ts';
import { toLoadRun } from '../../guarantees/load/run.ts';
import { runWatchedLoad } from '../../guarantees/load/watched-load.ts';
import { describeError } from '../../output/errors.ts';
import { invokeFunction } from '../../pipeline/invoke.ts';
import { interruption } from '../../system/interruption.ts';
import type { Invocation, LoadResult } from '../contract.ts';
import { parseBody } from '../input.ts';
import type { Sandbox } from '../sandbox.ts';

const invokeBody = z.object({ payload: z.json() });

const replayBody = z.object({ journalKey: z.string().startsWith('journal/') });

const loadBody = z.object({
  count: z.int().min(1).max(1_000_000).default(1000),
  concurrency: z.int().min(1).max(64).default(4),
});

export function invocationRoutes(sandbox: Sandbox): Hono {
  return new Hono()
    .post('/invoke', async (context) => {
      const { payload } = await parseBody(context, invokeBody);
      return context.json(await invoke(sandbox, payload));
    })
    .post('/replay', async (context) => {
      const { journalKey } = await parseBody(context, replayBody);
      return context.json(await invoke(sandbox, { replay: journalKey }));
    })
    .post('/load', async (context) => {
      const { count, concurrency } = await parseBody(context, loadBody);
      // It ends when its page is closed.
      const signal = AbortSignal.any([interruption, context.req.raw.signal]);
      const result = await load(sandbox, count, { concurrency, signal });
      return context.json(result);
    });
}

async function invoke(sandbox: Sandbox, payload: unknown): Promise<Invocation> {
  const { clients, outputs } = await sandbox.live();
  const { lambda_function_name: name } = outputs;
  const json = JSON.stringify(payload);
  const result = await invokeFunction(clients.lambda, name, json);
  return {
    requestId: result.requestId ?? null,
    durationMs: result.durationMs,
    functionError: result.functionError ?? null,
    response: JSON.stringify(result.payload),
  };
}

async function load(
  sandbox: Sandbox,
  count: number,
  options: { concurrency: number; signal: AbortSignal },
): Promise<LoadResult> {
  const live = await sandbox.live();
  const run = toLoadRun({ COUNT: count });
  const report = await runWatchedLoad(run, live, options);
  const problem = report.isComplete
    ? undefined
    : describeError(await explainIncompleteLoad(run, report, live));
  return {
    report: [report.summarise(), problem].filter(Boolean).join('\n\n'),
    complete: report.isComplete,
  };
}
