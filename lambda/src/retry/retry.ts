import { pauseBeforeRetry, requireTime, type Timing } from './deadline.ts';
import { isTransient } from './transient-error.ts';

/**
 * Calls until there is a response, while only temporary errors come and the
 * deadline is not near. `call` has to be safe to repeat: the answer of a call
 * that took effect may have been lost.
 */
export async function retryUntilDeadline<Answer>(
  call: (timeoutMs: number) => Promise<Answer>,
  timing: Timing,
): Promise<{ response: Answer; retries: number }> {
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
