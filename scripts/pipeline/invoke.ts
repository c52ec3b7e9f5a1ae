import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

export interface InvocationResult {
  /** The function's response, or its error. */
  payload: unknown;
  /** `Unhandled` if the function failed. */
  functionError: string | undefined;
  /** The last 4 KB of this invocation's log. */
  logTail: string;
  /** Measured by the caller, in milliseconds. */
  durationMs: number;
}

/** Invokes the function with any JSON text and waits for its response. */
export async function invokeFunction(
  client: LambdaClient,
  functionName: string,
  payload: string,
  abortSignal?: AbortSignal,
): Promise<InvocationResult> {
  const startedAt = performance.now();
  const response = await client.send(
    new InvokeCommand({
      FunctionName: functionName,
      Payload: Buffer.from(payload),
      LogType: 'Tail',
    }),
    abortSignal && { abortSignal },
  );
  const durationMs = performance.now() - startedAt;
  const text = response.Payload?.transformToString() ?? 'null';
  return {
    payload: JSON.parse(text),
    functionError: response.FunctionError,
    logTail: Buffer.from(response.LogResult ?? '', 'base64').toString(),
    durationMs,
  };
}
