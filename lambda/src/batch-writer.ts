import { fullJitterMs } from './backoff.ts';
import { DeadlineNearError } from './errors.ts';

export const batchSize = 25;
export const batchesInFlight = 8;

export interface BatchAnswer<Item> {
  readonly unprocessed: readonly Item[];
  /** Why items were left over, where the answer was an error. */
  readonly cause?: unknown;
}

/** Sends one batch within the timeout; throws only if no retry can help. */
export type SendBatch<Item> = (
  batch: readonly Item[],
  timeoutMs: number,
) => Promise<BatchAnswer<Item>>;

export interface Timing {
  remainingMs(): number;
  sleep(ms: number): Promise<unknown>;
  random(): number;
}

export interface WriteOutcome {
  readonly written: number;
  readonly retries: number;
  /** What ended the work early; absent when every item is written. */
  readonly stoppedBy?: unknown;
}

/** Writes all items, some batches at a time, retrying what was left over. */
export async function writeInBatches<Item>(
  items: readonly Item[],
  sendBatch: SendBatch<Item>,
  timing: Timing,
): Promise<WriteOutcome> {
  const stop = new AbortController();
  let written = 0;
  let retries = 0;

  async function write(batch: readonly Item[]) {
    let pending = batch;
    let firstCause: unknown;
    for (let retry = 0; pending.length > 0; retry += 1) {
      if (retry > 0) {
        await pause(fullJitterMs(retry, timing.random), firstCause);
        retries += 1;
      }
      stop.signal.throwIfAborted();
      const timeoutMs = requireTime(0, firstCause);
      const { unprocessed, cause } = await sendBatch(pending, timeoutMs);
      written += pending.length - unprocessed.length;
      pending = unprocessed;
      firstCause ??= cause;
    }
  }

  async function pause(ms: number, cause: unknown) {
    requireTime(ms, cause);
    await timing.sleep(ms);
  }

  function requireTime(neededMs: number, cause: unknown): number {
    const remainingMs = timing.remainingMs();
    if (remainingMs <= neededMs) {
      throw new DeadlineNearError({ cause });
    }
    return remainingMs;
  }

  const batches = splitIntoBatches(items).values();
  async function work() {
    try {
      for (const batch of batches) {
        await write(batch);
      }
    } catch (error) {
      stop.abort(error);
    }
  }

  await Promise.all(Array.from({ length: batchesInFlight }, work));
  return { written, retries, stoppedBy: stop.signal.reason };
}

function splitIntoBatches<Item>(items: readonly Item[]): readonly Item[][] {
  return Array.from(
    { length: Math.ceil(items.length / batchSize) },
    (_, index) => items.slice(index * batchSize, (index + 1) * batchSize),
  );
}
