import {
  type LambdaClient,
  LambdaServiceException,
} from '@aws-sdk/client-lambda';
import { SandboxError } from '../output/errors.ts';
import {
  type InvocationResult,
  invokeFunction,
  readResponse,
} from './invoke.ts';

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
    if (result.functionError) {
      return explain(result);
    }
    readResponse(result.payload);
    return undefined;
  } catch (error) {
    // The response cannot be read: whether the event had its effect is unknown.
    if (error instanceof SandboxError) {
      return [error.message, error.why].filter(Boolean).join('\n');
    }
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
