import { setTimeout as delay } from 'node:timers/promises';
import { SandboxError } from '../output/errors.ts';
import { interruption } from './interruption.ts';

export interface WaitOptions {
  /** Completes the sentence "… within 60 s": what is being waited for. */
  what: string;
  intervalMs: number;
  timeoutMs: number;
  /** What the user is advised when the time is over. */
  next?: string;
  /** Ends the wait early: by default Ctrl-C does. */
  signal?: AbortSignal;
}

/**
 * Polls `check` until it returns something other than `undefined`, and returns
 * that. A `check` that throws ends the wait at once, because it has already failed.
 */
export async function waitUntil<T>(
  check: () => Promise<T | undefined>,
  { what, intervalMs, timeoutMs, next, signal = interruption }: WaitOptions,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const result = await check();
    if (result !== undefined) {
      return result;
    }
    if (performance.now() >= deadline) {
      throw new SandboxError(
        `${what} did not happen within ${timeoutMs / 1000} s.`,
        { next },
      );
    }
    await delay(intervalMs, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
}
