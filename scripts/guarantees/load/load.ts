import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { errorCode } from '../../output/errors.ts';
import { startProgressBar } from '../../output/progress-bar.ts';
import { invokeFunction, readResponse } from '../../pipeline/invoke.ts';
import type { LoadProgress } from './progress.ts';
import { LoadReport } from './report.ts';
import type { LoadRequest, LoadRun } from './run.ts';
import { sendRequests } from './send-requests.ts';

/** A paused or stopped emulator never responds to requests in flight. */
const graceMs = 10_000;

export interface LoadTarget {
  lambda: LambdaClient;
  functionName: string;
}

/** Sends a run's outstanding requests, and reports the outcome. */
export async function runLoad(
  run: LoadRun,
  { lambda, functionName }: LoadTarget,
  progress: LoadProgress,
  { concurrency, signal }: { concurrency: number; signal: AbortSignal },
): Promise<LoadReport> {
  const open = run.requests.filter(
    ({ idempotency_key }) => !progress.isAnswered(idempotency_key),
  );
  const openCount = open.reduce((sum, { count }) => sum + count, 0);
  const report = new LoadReport(run, run.count - openCount);
  const abandoned = new AbortController();
  signal.addEventListener('abort', () => {
    setTimeout(() => abandoned.abort(), graceMs).unref();
  });
  const emulatorLost = new AbortController();
  const bar = startProgressBar(`Load ${run.id}`, run.count, 'payments');
  try {
    await sendRequests(open, {
      concurrency,
      send: (request) =>
        sendRequest(lambda, functionName, request, abandoned.signal),
      onRetry: report.addRetry,
      sleep,
      onOutcome(outcome) {
        report.add(outcome);
        if (!outcome.error) {
          progress.add(outcome.request.idempotency_key);
        } else if (errorCode(outcome.error) === 'ECONNREFUSED') {
          emulatorLost.abort();
        }
        bar.update(report.completed, report.describeRate());
      },
      signal: AbortSignal.any([signal, emulatorLost.signal]),
    });
  } finally {
    bar.stop();
  }
  if (report.isComplete) {
    progress.forget();
  }
  return report;
}

/** An error that the function returned, under its original name. */
class FunctionError extends Error {
  constructor(payload: unknown) {
    const { data } = functionErrorSchema.safeParse(payload);
    super(data?.errorMessage ?? JSON.stringify(payload));
    this.name = data?.errorType ?? 'Error';
  }
}

const functionErrorSchema = z.object({
  errorType: z.string().optional(),
  errorMessage: z.string(),
});

async function sendRequest(
  lambda: LambdaClient,
  functionName: string,
  request: LoadRequest,
  abortSignal: AbortSignal,
): Promise<void> {
  const { functionError, payload } = await invokeFunction(
    lambda,
    functionName,
    JSON.stringify(request),
    abortSignal,
  );
  if (functionError) {
    throw new FunctionError(payload);
  }
  readResponse(payload);
}
