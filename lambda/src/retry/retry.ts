import { pauseBeforeRetry, requireTime, type Timing } from './deadline.ts';
import { isTransient } from './transient-error.ts';

/**
 * Retries `call` on transient errors until it responds or the deadline is near.
 * `call` must be safe to repeat: the response of a call that took effect may
 * have been lost.
 */
export async function retryUntilDeadline<Response>(
  call: (timeoutMs: number) => Promise<Response>,
  timing: Timing,
): Promise<{ response: Response; retries: number }> {
  let firstCause: unknown;
  for (let retries = 0; ; retries += 1) {
    if (retries > 0) {
      await pauseBeforeRetry(timing, retries, firstCause);
    }
    const timeoutMs = requireTime(timing, 0, firstCause);
    try {
      return { response: await call(timeoutMs), retries };
    } catch (error) {
      if (!isTransient(error)) {
        throw error;
      }
      firstCause ??= error;
    }
  }
}
