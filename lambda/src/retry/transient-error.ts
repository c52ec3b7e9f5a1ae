import {
  isServerError,
  isThrottlingError,
  isTransientError,
} from '@smithy/core/retry';

/** No answer came in time: the call may have taken effect or not. */
class CallTimeoutError extends Error {
  static {
    CallTimeoutError.prototype.name = 'CallTimeoutError';
  }
}

/** Longer than any healthy answer takes, and short beside an invocation. */
const callTimeoutMs = 2_000;

/** Makes one call, and gives up on its answer when it takes too long. */
export async function withTimeout<Answer>(
  call: (options: { abortSignal: AbortSignal }) => Promise<Answer>,
  remainingMs: number,
): Promise<Answer> {
  const timeoutMs = Math.ceil(Math.min(remainingMs, callTimeoutMs));
  const abortSignal = AbortSignal.timeout(timeoutMs);
  try {
    return await call({ abortSignal });
  } catch (cause) {
    throw abortSignal.aborted
      ? new CallTimeoutError(`no answer within ${timeoutMs} ms`, { cause })
      : cause;
  }
}

/** Whether time fixes it: throttling, a lost connection, a faulty server. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const sdkError = error as Parameters<typeof isServerError>[0];
  return (
    error instanceof CallTimeoutError ||
    isThrottlingError(sdkError) ||
    isTransientError(sdkError) ||
    isServerError(sdkError) ||
    // S3 while another conditional write to the same key is under way.
    error.name === 'ConditionalRequestConflict'
  );
}
