import { setTimeout as delay } from 'node:timers/promises';
import { SandboxError } from '../output/errors.ts';
import { interruption } from './interruption.ts';
import { logTime } from './time-log.ts';

export interface WaitOptions {
  /** Completes the sentence "… within 60 s": what is being waited for. */
  what: string;
  intervalMs: number;
  timeoutMs: number;
  /**
   * Describes how far the work has come. While the text changes, the time-out does
   * not run: a slow machine is no failure.
   */
  progress?: () => Promise<string>;
  /** What the user is advised when the time is over. */
  next?: string;
  /** Ends the wait early: by default Ctrl-C does. */
  signal?: AbortSignal;
}

/**
 * Polls `check` until it returns something other than `undefined`, and returns
 * that. A `check` that throws ends the wait at once, because it has already failed.
 * Its type rules out `false`, which would end the wait too.
 */
export async function waitUntil<T>(
  check: false extends T ? never : () => Promise<T | undefined>,
  {
    what,
    intervalMs,
    timeoutMs,
    progress,
    next,
    signal = interruption,
  }: WaitOptions,
): Promise<T> {
  let deadline = performance.now() + timeoutMs;
  let before: string | undefined;
  for (;;) {
    const result = await check();
    if (result !== undefined) {
      return result;
    }
    const now = await progress?.();
    if (now !== before) {
      before = now;
      deadline = performance.now() + timeoutMs;
    }
    if (performance.now() >= deadline) {
      const time = `${timeoutMs / 1000} s`;
      throw new SandboxError(
        progress
          ? `${what} did not happen, and there was no progress for ${time}.`
          : `${what} did not happen within ${time}.`,
        { next },
      );
    }
    await logTime('waiting', () =>
      delay(intervalMs, undefined, { signal }).catch(() => undefined),
    );
    signal.throwIfAborted();
  }
}
