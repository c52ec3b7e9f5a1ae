import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { parseJson } from '../system/json.ts';

export interface InvocationResult {
  /** The function's response, or its error. */
  payload: unknown;
  /** `Unhandled` if the function failed. */
  functionError: string | undefined;
  /** Names the invocation in its log; undefined without a log. */
  requestId: string | undefined;
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
  const logTail = Buffer.from(response.LogResult ?? '', 'base64').toString();
  const text = response.Payload?.transformToString() ?? 'null';
  return {
    payload: parseJson(text, z.unknown(), {
      what: `The response of the function ${functionName} cannot be read.`,
      next: '`make logs`',
    }),
    functionError: response.FunctionError,
    requestId: requestIdOf(logTail),
    logTail,
    durationMs,
  };
}

/** What is used of the response of this checkout's function. */
export const responseSchema = z.object({
  payment_ids: z.array(z.string()),
  journal_key: z.string().optional(),
});

/** @throws SandboxError for the response of another function. */
export function readResponse(payload: unknown): z.infer<typeof responseSchema> {
  const { data, error } = responseSchema.safeParse(payload);
  if (error) {
    throw new SandboxError(
      "The response is not that of this checkout's function.",
      {
        why: z.prettifyError(error),
        next: '`make local-up`, which deploys it',
        cause: error,
      },
    );
  }
  return data;
}

/** LocalStack gives the HTTP request another id than the invocation. */
function requestIdOf(logTail: string): string | undefined {
  return /^(?:START|END|REPORT) RequestId: (\S+)/m.exec(logTail)?.[1];
}
