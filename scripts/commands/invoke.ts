import { defineCommand } from '../cli/command.ts';
import { print, warn } from '../output/log.ts';
import { explainLoss } from '../pipeline/explain-loss.ts';
import { explainFunctionError } from '../pipeline/function-error.ts';
import { invokeFunction, readResponse } from '../pipeline/invoke.ts';
import { toPayload } from '../pipeline/payload.ts';
import { formatPayments, readPayments } from '../pipeline/payments.ts';
import { SetAside } from '../pipeline/set-aside.ts';
import { invokeOptions, showInvocation } from '../pipeline/show-invocation.ts';
import { requireLiveStack } from '../stack/live-stack.ts';
import { underDebugger } from '../watch/debug-invocation.ts';
import { debugOptions } from '../watch/debugger.ts';

const shownPayments = 20;

export default defineCommand({
  options: { ...invokeOptions, ...debugOptions },
  async run({ options, settings, command }) {
    const payload = toPayload(options, command);
    const live = await requireLiveStack(settings);
    const { clients, outputs } = live;
    const { envName } = settings;
    const logs = envName === 'local' ? 'make logs' : `make logs ENV=${envName}`;

    const { lambda_function_name: name } = outputs;
    const invoke = () => invokeFunction(clients.lambda, name, payload);
    const result = options.DEBUG
      ? await underDebugger(live, options.DEBUG_PORT, command, invoke)
      : await invoke();
    showInvocation(result, options, logs);
    if (result.functionError) {
      const error = explainFunctionError(result, logs);
      throw await explainLoss(error, { clients, outputs });
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
