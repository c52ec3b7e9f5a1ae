import { fullJitterMs } from './backoff.ts';

/** The invocation has too little time left for another attempt. */
export class DeadlineNearError extends Error {
  static {
    DeadlineNearError.prototype.name = 'DeadlineNearError';
  }

  constructor(options?: ErrorOptions) {
    super("the invocation's deadline is too near for another attempt", options);
  }
}

/** The clock and randomness of one invocation, injected for the tests. */
export interface Timing {
  remainingMs(): number;
  sleep(ms: number): Promise<unknown>;
  random(): number;
}

/** Returns the time left. @throws DeadlineNearError unless it exceeds `neededMs`. */
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

/**
 * Waits before the given retry; the first is 1.
 *
 * @throws DeadlineNearError instead of waiting past the deadline.
 */
export async function pauseBeforeRetry(
  timing: Timing,
  retry: number,
  cause: unknown,
): Promise<void> {
  const ms = fullJitterMs(retry, timing.random);
  requireTime(timing, ms, cause);
  await timing.sleep(ms);
}
