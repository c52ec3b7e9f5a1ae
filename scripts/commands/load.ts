import { command } from '../cli/command.ts';
import { readInteger } from '../cli/options.ts';
import { whileWatching } from '../emulator/watchdog.ts';
import { explainIncompleteLoad } from '../guarantees/load/incomplete.ts';
import { runLoad } from '../guarantees/load/load.ts';
import { LoadProgress } from '../guarantees/load/progress.ts';
import { readLoadRun } from '../guarantees/load/run.ts';
import { print } from '../output/log.ts';
import { requireSandbox } from '../stack/live-stack.ts';
import { inherited } from '../system/environment.ts';
import { interruption } from '../system/interruption.ts';

await command(async (settings) => {
  const run = readLoadRun(inherited);
  const concurrency = readInteger('CONCURRENCY', inherited.CONCURRENCY, {
    fallback: 4,
    lowest: 1,
    highest: 64,
    example: 'make load COUNT=1000 CONCURRENCY=4',
  });
  const sandbox = await requireSandbox(settings);
  const { clients, emulator, outputs } = sandbox;
  const doomed = new AbortController();
  const report = await whileWatching(
    emulator,
    () => doomed.abort(),
    () =>
      runLoad(
        run,
        { lambda: clients.lambda, functionName: outputs.lambda_function_name },
        new LoadProgress(run.id, emulator.sessionId),
        { concurrency, signal: AbortSignal.any([interruption, doomed.signal]) },
      ),
  );
  print(report.summarise());
  if (!report.isComplete) {
    throw await explainIncompleteLoad(run, report, sandbox);
  }
});
