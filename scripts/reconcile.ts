import { command } from './lib/command.ts';
import { inherited } from './lib/environment.ts';
import { SandboxError } from './lib/errors.ts';
import { print, step } from './lib/log.ts';
import { reconcile } from './lib/reconcile/reconcile.ts';
import { replayAll } from './lib/reconcile/replay.ts';
import { requireSandbox } from './lib/sandbox.ts';

await command(async (settings) => {
  const { clients, outputs } = await requireSandbox(settings);
  let report = await reconcile(clients, outputs);
  const { incompleteKeys } = report;
  if (inherited.FIX && incompleteKeys.size > 0) {
    await step(`Replaying ${incompleteKeys.size} journal objects`, () =>
      replayAll(clients.lambda, outputs.lambda_function_name, incompleteKeys),
    );
    report = await reconcile(clients, outputs);
  }
  print(report.describe());
  if (!report.isClean) {
    throw new SandboxError('Journal and table differ.', {
      why: 'A payment that is missing can be replayed; what else differs was not written by the function.',
      next:
        incompleteKeys.size > 0 && !inherited.FIX
          ? '`make reconcile FIX=1`'
          : 'look at `.local/reconcile/differences.ndjson`',
    });
  }
});
