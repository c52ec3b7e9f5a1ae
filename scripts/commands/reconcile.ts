import { defineCommand } from '../cli/command.ts';
import { flag } from '../cli/options.ts';
import { explainDifferences } from '../guarantees/reconcile/explain-differences.ts';
import { reconcile } from '../guarantees/reconcile/reconcile.ts';
import {
  type ReplayFailure,
  replayAll,
} from '../guarantees/reconcile/replay.ts';
import { print, step } from '../output/log.ts';
import { requireLiveStack } from '../stack/live-stack.ts';

export default defineCommand({
  options: { FIX: flag() },
  async run({ options: { FIX }, settings }) {
    const { clients, outputs } = await requireLiveStack(settings);
    let report = await reconcile(clients, outputs);
    let failures: ReplayFailure[] = [];
    const { incompleteKeys } = report;
    if (FIX && incompleteKeys.size > 0) {
      await step(
        `Replaying ${incompleteKeys.size} journal objects`,
        async () => {
          const { lambda } = clients;
          const name = outputs.lambda_function_name;
          failures = await replayAll(lambda, name, incompleteKeys);
          return failures.length > 0 ? `${failures.length} failed` : undefined;
        },
      );
      report = await reconcile(clients, outputs);
    }
    print(report.describe());
    if (!report.isClean) {
      throw explainDifferences(report, failures, FIX);
    }
  },
});
