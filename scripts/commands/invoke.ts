import { defineCommand } from '../cli/command.ts';
import { explainLoss } from '../pipeline/explain-loss.ts';
import {
  explainFunctionError,
  logsCommand,
} from '../pipeline/function-error.ts';
import { invokeFunction } from '../pipeline/invoke.ts';
import { toPayload } from '../pipeline/payload.ts';
import { invokeOptions, showInvocation } from '../pipeline/show-invocation.ts';
import { showPaymentsOf } from '../pipeline/show-payments.ts';
import { requireLiveStack } from '../stack/live-stack.ts';
import { underDebugger } from '../watch/debug-invocation.ts';
import { debugOptions } from '../watch/debugger.ts';

export default defineCommand({
  options: { ...invokeOptions, ...debugOptions },
  async run({ options, settings, command }) {
    const payload = toPayload(options, command);
    const live = await requireLiveStack(settings);
    const { clients, outputs } = live;
    const logs = logsCommand(settings.envName);
    const name = outputs.lambda_function_name;
    const invoke = () => invokeFunction(clients.lambda, name, payload);
    const result = options.DEBUG
      ? await underDebugger(live, options.DEBUG_PORT, command, invoke)
      : await invoke();
    showInvocation(result, options, logs);
    if (result.functionError) {
      const error = explainFunctionError(result, logs);
      throw await explainLoss(error, { clients, outputs });
    }
    await showPaymentsOf(
      result.payload,
      clients.dynamoDb,
      outputs.dynamodb_table_name,
    );
  },
});
