import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  type InvocationResult,
  invokeFunction,
} from '../../scripts/pipeline/invoke.ts';
import { shortenLocations } from '../../scripts/pipeline/log/frames.ts';

/**
 * Invokes the function with an event. What an assertion prints of the result names
 * places in the source, not folders of the emulator.
 */
export async function invoke(
  client: LambdaClient,
  functionName: string,
  event: unknown,
): Promise<InvocationResult> {
  const json = JSON.stringify(event);
  const result = await invokeFunction(client, functionName, json);
  return {
    ...result,
    payload: JSON.parse(shortenLocations(JSON.stringify(result.payload))),
    logTail: shortenLocations(result.logTail),
  };
}
