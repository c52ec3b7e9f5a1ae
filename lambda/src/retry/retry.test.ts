import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeadlineNearError } from './deadline.ts';
import { retryUntilDeadline } from './retry.ts';

const sleep = (ms: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, ms));

const lostConnection = Object.assign(new Error('socket hang up'), {
  code: 'ECONNRESET',
});

/** Retries in virtual time; `tookMs` is the virtual duration. */
async function run<Response>(
  call: (timeoutMs: number) => Promise<Response>,
  { budgetMs = 10_000, jitter = 0.5 } = {},
) {
  const startedAtMs = Date.now();
  const retrying = retryUntilDeadline(call, {
    remainingMs: () => startedAtMs + budgetMs - Date.now(),
    sleep,
    random: () => jitter,
  }).catch((error: unknown) => ({ error }));
  await vi.runAllTimersAsync();
  return { result: await retrying, tookMs: Date.now() - startedAtMs };
}

describe('retryUntilDeadline', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('returns the first response and the number of retries', async () => {
    const call = vi
      .fn()
      .mockRejectedValueOnce(lostConnection)
      .mockRejectedValueOnce(lostConnection)
      .mockResolvedValue('stored');

    const { result } = await run(call);

    expect(result).toEqual({ response: 'stored', retries: 2 });
  });

  it('throws a permanent error at once', async () => {
    const denied = new Error('denied');
    const call = vi.fn().mockRejectedValue(denied);

    const { result } = await run(call);

    expect(result).toEqual({ error: denied });
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('never runs past the deadline, and then throws with the first cause', async () => {
    const world = fc.record({
      budgetMs: fc.integer({ min: 0, max: 5_000 }),
      latencyMs: fc.nat({ max: 700 }),
      failures: fc.nat({ max: 40 }),
      jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const { budgetMs, latencyMs, failures, jitter } = given;
        let calls = 0;

        const { result, tookMs } = await run(
          async (timeoutMs) => {
            calls += 1;
            await sleep(Math.min(latencyMs, timeoutMs));
            if (calls <= failures || latencyMs >= timeoutMs) {
              throw lostConnection;
            }
            return 'stored';
          },
          { budgetMs, jitter },
        );

        expect(tookMs).toBeLessThanOrEqual(budgetMs);
        expect(calls).toBeLessThanOrEqual(failures + 1);
        if ('error' in result) {
          expect(result.error).toBeInstanceOf(DeadlineNearError);
          expect((result.error as Error).cause).toBe(
            calls === 0 ? undefined : lostConnection,
          );
        } else {
          expect(result).toEqual({ response: 'stored', retries: failures });
        }
      }),
    );
  });
});
