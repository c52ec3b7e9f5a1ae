import { defineCommand } from '../cli/command.ts';
import { explainLeftLetters } from '../guarantees/explain-redrive.ts';
import { redrive } from '../guarantees/redrive.ts';
import { done } from '../output/log.ts';
import { explainLoss } from '../pipeline/explain-loss.ts';
import { requireSandbox } from '../stack/live-stack.ts';

export default defineCommand({
  async run({ settings }) {
    const { clients, outputs } = await requireSandbox(settings);
    const result = await redrive(clients, outputs);
    done(`${result.redriven} dead letters redriven`);
    const left = explainLeftLetters(result, new Date());
    if (left) {
      throw await explainLoss(left, { clients, outputs });
    }
  },
});
