import { defineCommand } from '../cli/command.ts';
import { integer } from '../cli/options.ts';
import { withWatchdog } from '../emulator/watchdog.ts';
import { explainIncompleteLoad } from '../guarantees/load/incomplete.ts';
import { runLoad } from '../guarantees/load/load.ts';
import { LoadProgress } from '../guarantees/load/progress.ts';
import { loadOptions, toLoadRun } from '../guarantees/load/run.ts';
import { print } from '../output/log.ts';
import { requireLiveStack } from '../stack/live-stack.ts';
import { interruption } from '../system/interruption.ts';

export default defineCommand({
  options: {
    ...loadOptions,
    CONCURRENCY: integer({ min: 1, max: 64 }).default(4),
  },
  async run({ options, settings }) {
    const run = toLoadRun(options);
    const sandbox = await requireLiveStack(settings);
    const { clients, emulator, outputs } = sandbox;
    const lost = new AbortController();
    const report = await withWatchdog(
      emulator,
      () => lost.abort(),
      () =>
        runLoad(
          run,
          {
            lambda: clients.lambda,
            functionName: outputs.lambda_function_name,
          },
          new LoadProgress(run.id, emulator.sessionId),
          {
            concurrency: options.CONCURRENCY,
            signal: AbortSignal.any([interruption, lost.signal]),
          },
        ),
    );
    print(report.summarise());
    if (!report.isComplete) {
      throw await explainIncompleteLoad(run, report, sandbox);
    }
  },
});
