import { defineCommand } from '../cli/command.ts';
import { SandboxError } from '../output/errors.ts';
import { print, warn } from '../output/log.ts';
import { explainLoss } from '../pipeline/explain-loss.ts';
import { invokeFunction, readResponse } from '../pipeline/invoke.ts';
import { formatLogTail } from '../pipeline/log/log-group.ts';
import { payloadOptions, toPayload } from '../pipeline/payload.ts';
import { formatPayments, readPayments } from '../pipeline/payments.ts';
import { SetAside } from '../pipeline/set-aside.ts';
import { requireLiveStack } from '../stack/live-stack.ts';

const shownPayments = 20;

export default defineCommand({
  options: payloadOptions,
  async run({ options, settings, command }) {
    const payload = toPayload(options, command);
    const { clients, outputs } = await requireLiveStack(settings);

    const result = await invokeFunction(
      clients.lambda,
      outputs.lambda_function_name,
      payload,
    );
    print(
      `${JSON.stringify(result.payload, null, 2)}\n\n` +
        `Duration: ${Math.round(result.durationMs)} ms for the caller\n\n` +
        formatLogTail(result.logTail),
    );
    if (result.functionError) {
      throw await explainLoss(
        new SandboxError(
          `The function failed (${result.functionError}), its response is above.`,
          { next: 'fix the payload, or read `make logs`' },
        ),
        { clients, outputs },
      );
    }
    const ids = readResponse(result.payload).payment_ids.slice(
      0,
      shownPayments,
    );
    const setAside = new SetAside();
    const payments = await readPayments(
      clients.dynamoDb,
      outputs.dynamodb_table_name,
      ids,
      setAside,
    );
    print(`\n${formatPayments(payments)}`);
    if (setAside.count > 0) {
      warn(
        `${setAside.count} items with these ids are not payments.\n${setAside.describe()}`,
      );
    }
  },
});
