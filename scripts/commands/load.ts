import { defineCommand } from '../cli/command.ts';
import { integer } from '../cli/options.ts';
import { explainIncompleteLoad } from '../guarantees/load/incomplete.ts';
import { loadOptions, toLoadRun } from '../guarantees/load/run.ts';
import { runWatchedLoad } from '../guarantees/load/watched-load.ts';
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
    const report = await runWatchedLoad(run, sandbox, {
      concurrency: options.CONCURRENCY,
      signal: interruption,
    });
    print(report.summarise());
    if (!report.isComplete) {
      throw await explainIncompleteLoad(run, report, sandbox);
    }
  },
});
