import { fullJitterMs } from './backoff.ts';

/** Too little of the invocation is left to try again. */
export class DeadlineNearError extends Error {
  static {
    DeadlineNearError.prototype.name = 'DeadlineNearError';
  }

  constructor(options?: ErrorOptions) {
    super("the invocation's deadline is too near for another try", options);
  }
}

/** The time of one invocation, given from outside so that tests can bend it. */
export interface Timing {
  remainingMs(): number;
  sleep(ms: number): Promise<unknown>;
  random(): number;
}

/** The time left. @throws DeadlineNearError if that is not more than needed. */
export function requireTime(
  timing: Timing,
  neededMs: number,
  cause: unknown,
): number {
  const remainingMs = timing.remainingMs();
  if (remainingMs <= neededMs) {
    throw new DeadlineNearError({ cause });
  }
  return remainingMs;
}

/** Waits before the given retry, counted from 1, if there is time for it. */
export async function pauseBeforeRetry(
  timing: Timing,
  retry: number,
  cause: unknown,
): Promise<void> {
  const ms = fullJitterMs(retry, timing.random);
  requireTime(timing, ms, cause);
  await timing.sleep(ms);
}
