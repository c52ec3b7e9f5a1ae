import { explainFunctionError } from '../pipeline/function-error.ts';
import { invokeFunction } from '../pipeline/invoke.ts';
import { toPayload } from '../pipeline/payload.ts';
import { invokeOptions, showInvocation } from '../pipeline/show-invocation.ts';
import { awsCommand } from '../promotion/command.ts';
import { requireDeployed } from '../promotion/deployed.ts';

export default awsCommand(async (target, { options, command }) => {
  const payload = toPayload(options, `${command} ENV=${target.envName}`);
  const { session, outputs } = await requireDeployed(target);
  const logs = `make aws-logs ENV=${target.envName}`;
  const result = await invokeFunction(
    session.clients.lambda,
    outputs.lambda_function_name,
    payload,
  );
  showInvocation(result, options, logs);
  if (result.functionError) {
    throw explainFunctionError(result, logs);
  }
}, invokeOptions);
