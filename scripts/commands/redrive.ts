import { defineCommand } from '../cli/command.ts';
import { explainLeftMessages } from '../guarantees/explain-redrive.ts';
import { redrive } from '../guarantees/redrive.ts';
import { done } from '../output/log.ts';
import { explainLoss } from '../pipeline/explain-loss.ts';
import { requireLiveStack } from '../stack/live-stack.ts';

export default defineCommand({
  async run({ settings }) {
    const { clients, outputs } = await requireLiveStack(settings);
    const result = await redrive(clients, outputs);
    done(`${result.redriven} dead-letter messages redriven`);
    const left = explainLeftMessages(result, new Date());
    if (left) {
      throw await explainLoss(left, { clients, outputs });
    }
  },
});
