import {
  type LambdaClient,
  LambdaServiceException,
} from '@aws-sdk/client-lambda';
import { type InvocationResult, invokeFunction } from './invoke.ts';

/**
 * Sends one of many events. Returns the reason for a failure, so that the others
 * can still be sent.
 *
 * @throws Error if the emulator is unreachable, because the others would fail too.
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

/** The function's own error message. */
function explain({ payload }: InvocationResult): string {
  const { errorMessage } = Object(payload) as { errorMessage?: unknown };
  return typeof errorMessage === 'string'
    ? errorMessage
    : JSON.stringify(payload);
}
