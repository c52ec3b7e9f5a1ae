import { SandboxError } from '../output/errors.ts';
import { print } from '../output/log.ts';
import { invokeFunction } from '../pipeline/invoke.ts';
import { formatLogTail } from '../pipeline/log/log-group.ts';
import { payloadOptions, toPayload } from '../pipeline/payload.ts';
import { awsCommand } from '../promotion/command.ts';
import { requireDeployed } from '../promotion/deployed.ts';

export default awsCommand(async (target, { options, command }) => {
  const payload = toPayload(options, `${command} ENV=${target.envName}`);
  const { session, outputs } = await requireDeployed(target);
  const result = await invokeFunction(
    session.clients.lambda,
    outputs.lambda_function_name,
    payload,
  );
  print(
    `${JSON.stringify(result.payload, null, 2)}\n\n${formatLogTail(result.logTail)}`,
  );
  if (result.functionError) {
    throw new SandboxError(
      `The function failed (${result.functionError}), its response is above.`,
      { next: `\`make aws-logs ENV=${target.envName}\`` },
    );
  }
}, payloadOptions);
