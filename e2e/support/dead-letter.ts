import {
  InvokeCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import type { LiveStack } from './live-stack.ts';

/** Lets a request that fails go to the dead letters at its first failure. */
export async function giveUpAtOnce({
  clients,
  outputs,
}: LiveStack): Promise<void> {
  await clients.lambda.send(
    new UpdateFunctionEventInvokeConfigCommand({
      FunctionName: outputs.lambda_function_name,
      MaximumRetryAttempts: 0,
    }),
  );
}

/** Sends, asynchronously, what the function can only refuse. */
export async function sendDeadLetter({
  clients,
  outputs,
}: LiveStack): Promise<void> {
  await clients.lambda.send(
    new InvokeCommand({
      FunctionName: outputs.lambda_function_name,
      InvocationType: 'Event',
      Payload: Buffer.from('{"count":"none"}'),
    }),
  );
}
