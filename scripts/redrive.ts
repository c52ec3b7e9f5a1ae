import { command } from './cli/command.ts';
import { explainLeftLetters } from './lib/explain-redrive.ts';
import { redrive } from './lib/redrive.ts';
import { requireSandbox } from './lib/sandbox.ts';
import { explainLoss } from './lib/stack/explain-loss.ts';
import { done } from './output/log.ts';

await command(async (settings) => {
  const { clients, outputs } = await requireSandbox(settings);
  const result = await redrive(clients, outputs);
  done(`${result.redriven} dead letters redriven`);
  const left = explainLeftLetters(result, new Date());
  if (left) {
    throw await explainLoss(left, { clients, outputs });
  }
});
