import {
  type LambdaClient,
  LambdaServiceException,
} from '@aws-sdk/client-lambda';
import { type InvocationResult, invokeFunction } from './invoke.ts';

/**
 * Sends one of many events. Returns why it failed, if it did, so that the
 * others still have their turn.
 *
 * @throws Error where nothing answers, as it would not for the others.
 */
export async function sendEvent(
  lambda: LambdaClient,
  functionName: string,
  event: unknown,
): Promise<string | undefined> {
  try {
    const json = JSON.stringify(event);
    const result = await invokeFunction(lambda, functionName, json);
    return result.functionError && explain(result);
  } catch (error) {
    if (error instanceof LambdaServiceException) {
      return `${error.name}: ${error.message}`;
    }
    throw error;
  }
}

/** In the function's own words. */
function explain({ payload }: InvocationResult): string {
  const { errorMessage } = Object(payload) as { errorMessage?: unknown };
  return typeof errorMessage === 'string'
    ? errorMessage
    : JSON.stringify(payload);
}
