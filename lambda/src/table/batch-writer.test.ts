import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeadlineNearError } from '../retry/deadline.ts';
import {
  batchesInFlight,
  batchSize,
  type SendBatch,
  writeInBatches,
} from './batch-writer.ts';

const sleep = (ms: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, ms));

const numbersUpTo = (count: number) =>
  Array.from({ length: count }, (_, index) => index);

/** Runs the writer in virtual time; `send` plays the table. */
async function run(
  count: number,
  send: SendBatch<number>,
  { budgetMs = 10_000, jitter = 0.5 } = {},
) {
  const startedAtMs = Date.now();
  const writing = writeInBatches(numbersUpTo(count), send, {
    remainingMs: () => startedAtMs + budgetMs - Date.now(),
    sleep,
    random: () => jitter,
  });
  await vi.runAllTimersAsync();
  return { ...(await writing), tookMs: Date.now() - startedAtMs };
}

describe('writeInBatches', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('writes everything in full batches, with a limited number in flight', async () => {
    const stored: number[] = [];
    const sizes: number[] = [];
    let inFlight = 0;
    let mostInFlight = 0;

    const outcome = await run(1_010, async (batch) => {
      sizes.push(batch.length);
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      await sleep(10);
      inFlight -= 1;
      stored.push(...batch);
      return { unprocessed: [] };
    });

    expect(outcome).toMatchObject({ written: 1_010, retries: 0 });
    expect(outcome.stoppedBy).toBeUndefined();
    expect(stored.sort((a, b) => a - b)).toEqual(numbersUpTo(1_010));
    expect(Math.max(...sizes)).toBe(batchSize);
    expect(mostInFlight).toBe(batchesInFlight);
  });

  it('retries only the unprocessed items', async () => {
    const sent: (readonly number[])[] = [];

    const outcome = await run(3, async (batch) => {
      sent.push(batch);
      return { unprocessed: batch.slice(1) };
    });

    expect(sent).toEqual([[0, 1, 2], [1, 2], [2]]);
    expect(outcome).toMatchObject({ written: 3, retries: 2 });
  });

  it('stops at the first permanent error', async () => {
    const denied = new Error('denied');
    let calls = 0;

    const outcome = await run(5_000, async () => {
      calls += 1;
      throw denied;
    });

    expect(outcome).toMatchObject({ written: 0, stoppedBy: denied });
    expect(calls).toBeLessThanOrEqual(batchesInFlight);
  });

  it('stops before the deadline, with the first error as cause', async () => {
    const throttled = new Error('throttled');

    const outcome = await run(30, async (batch) =>
      batch.includes(0)
        ? { unprocessed: batch, cause: throttled }
        : { unprocessed: [] },
    );

    expect(outcome.written).toBe(5);
    expect(outcome.stoppedBy).toBeInstanceOf(DeadlineNearError);
    expect(outcome.stoppedBy).toMatchObject({ cause: throttled });
    expect(outcome.tookMs).toBeLessThan(10_000);
  });

  it('sends nothing when no time is left', async () => {
    const send = vi.fn<SendBatch<number>>();

    const outcome = await run(3, send, { budgetMs: 0 });

    expect(send).not.toHaveBeenCalled();
    expect(outcome.stoppedBy).toBeInstanceOf(DeadlineNearError);
  });

  it('keeps the deadline and counts every item correctly', async () => {
    const world = fc.record({
      count: fc.nat({ max: 400 }),
      budgetMs: fc.integer({ min: 0, max: 5_000 }),
      // Not shorter, because the fake clock stops after 10,000 timers.
      latencyMs: fc.integer({ min: 10, max: 500 }),
      acceptance: fc.array(fc.nat({ max: batchSize }), { minLength: 1 }),
      jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const { count, budgetMs, latencyMs, acceptance, jitter } = given;
        const stored = new Set<number>();
        let calls = 0;

        const outcome = await run(
          count,
          async (batch, timeoutMs) => {
            const accepted = acceptance[calls % acceptance.length];
            calls += 1;
            await sleep(Math.min(latencyMs, timeoutMs));
            if (latencyMs >= timeoutMs) {
              return { unprocessed: batch, cause: new Error('timed out') };
            }
            for (const item of batch.slice(0, accepted)) {
              expect(stored.has(item)).toBe(false);
              stored.add(item);
            }
            return { unprocessed: batch.slice(accepted) };
          },
          { budgetMs, jitter },
        );

        expect(outcome.tookMs).toBeLessThanOrEqual(budgetMs);
        expect(outcome.written).toBe(stored.size);
        expect(outcome.stoppedBy === undefined).toBe(stored.size === count);
        const firstTries = Math.ceil(count / batchSize);
        expect(calls).toBeLessThanOrEqual(firstTries + outcome.retries);
        expect(outcome.retries).toBeLessThanOrEqual(batchesInFlight * budgetMs);
      }),
    );
  });
});
