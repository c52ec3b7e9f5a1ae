import {
  isServerError,
  isThrottlingError,
  isTransientError,
} from '@smithy/core/retry';

/** No response arrived in time; the call may have taken effect. */
class CallTimeoutError extends Error {
  static {
    CallTimeoutError.prototype.name = 'CallTimeoutError';
  }
}

/** Longer than any healthy call takes, and short compared to an invocation. */
const callTimeoutMs = 2_000;

/** Makes one call, and aborts it after the timeout. */
export async function withTimeout<Response>(
  call: (options: { abortSignal: AbortSignal }) => Promise<Response>,
  remainingMs: number,
): Promise<Response> {
  const timeoutMs = Math.ceil(Math.min(remainingMs, callTimeoutMs));
  const abortSignal = AbortSignal.timeout(timeoutMs);
  try {
    return await call({ abortSignal });
  } catch (cause) {
    throw abortSignal.aborted
      ? new CallTimeoutError(`no response within ${timeoutMs} ms`, { cause })
      : cause;
  }
}

/** Whether a retry can succeed: after throttling, a lost connection, a server error. */
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
    // S3's error while another conditional write to the same key is in progress.
    error.name === 'ConditionalRequestConflict'
  );
}
