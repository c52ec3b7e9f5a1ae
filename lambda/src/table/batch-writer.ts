import {
  pauseBeforeRetry,
  requireTime,
  type Timing,
} from '../retry/deadline.ts';

export const batchSize = 25;
export const batchesInFlight = 8;

export interface BatchResult<Item> {
  readonly unprocessed: readonly Item[];
  /** The error that left the items unprocessed, if there was one. */
  readonly cause?: unknown;
}

/** Sends one batch within the timeout; throws only permanent errors. */
export type SendBatch<Item> = (
  batch: readonly Item[],
  timeoutMs: number,
) => Promise<BatchResult<Item>>;

export interface WriteOutcome {
  readonly written: number;
  /** How often a batch was sent again. */
  readonly retries: number;
  /** Unprocessed items, summed over all responses. */
  readonly unprocessed: number;
  /** The error that ended the write early; absent if every item was written. */
  readonly stoppedBy?: unknown;
}

/** Writes all items, several batches in parallel, and retries unprocessed ones. */
export async function writeInBatches<Item>(
  items: readonly Item[],
  sendBatch: SendBatch<Item>,
  timing: Timing,
): Promise<WriteOutcome> {
  const stop = new AbortController();
  let written = 0;
  let retries = 0;
  let unprocessedCount = 0;

  async function write(batch: readonly Item[]) {
    let pending = batch;
    let firstCause: unknown;
    for (let retry = 0; pending.length > 0; retry += 1) {
      if (retry > 0) {
        await pauseBeforeRetry(timing, retry, firstCause);
        retries += 1;
      }
      stop.signal.throwIfAborted();
      const timeoutMs = requireTime(timing, 0, firstCause);
      const { unprocessed, cause } = await sendBatch(pending, timeoutMs);
      unprocessedCount += unprocessed.length;
      written += pending.length - unprocessed.length;
      pending = unprocessed;
      firstCause ??= cause;
    }
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
  return {
    written,
    retries,
    unprocessed: unprocessedCount,
    stoppedBy: stop.signal.reason,
  };
}

function splitIntoBatches<Item>(items: readonly Item[]): readonly Item[][] {
  return Array.from(
    { length: Math.ceil(items.length / batchSize) },
    (_, index) => items.slice(index * batchSize, (index + 1) * batchSize),
  );
}
