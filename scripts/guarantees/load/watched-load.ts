import type { Clients } from '../../emulator/clients.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { withWatchdog } from '../../emulator/watchdog.ts';
import type { StackOutputs } from '../../terraform/outputs.ts';
import { runLoad } from './load.ts';
import { LoadProgress } from './progress.ts';
import type { LoadReport } from './report.ts';
import type { LoadRun } from './run.ts';

/** Sends a run's outstanding requests, until the emulator is lost. */
export async function runWatchedLoad(
  run: LoadRun,
  {
    clients,
    emulator,
    outputs,
  }: { clients: Clients; emulator: Emulator; outputs: StackOutputs },
  { concurrency, signal }: { concurrency: number; signal: AbortSignal },
): Promise<LoadReport> {
  const lost = new AbortController();
  return withWatchdog(
    emulator,
    () => lost.abort(),
    () =>
      runLoad(
        run,
        { lambda: clients.lambda, functionName: outputs.lambda_function_name },
        new LoadProgress(run.id, emulator.sessionId),
        { concurrency, signal: AbortSignal.any([signal, lost.signal]) },
      ),
  );
}
