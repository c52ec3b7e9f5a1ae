import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Payment } from '../../journal/payment.ts';
import { MissingJournalError } from './journal/journal-errors.ts';
import type {
  JournalEntry,
  PaymentJournal,
} from './journal/payment-journal.ts';
import { PaymentPipeline } from './payment-pipeline.ts';

const call = { requestId: 'request-1', remainingMs: () => 5_000 };

/** An in-memory journal that writes each object once, like `If-None-Match`. */
function journalInMemory() {
  const entries = new Map<string, JournalEntry>();
  const journal: PaymentJournal = {
    bucketName: 'bucket',
    async add(objectKey, entry) {
      const added = !entries.has(objectKey);
      if (added) {
        entries.set(objectKey, entry);
      }
      return { added, retries: 0 };
    },
    async read(objectKey) {
      const entry = entries.get(objectKey);
      if (!entry) {
        throw new MissingJournalError(objectKey, 'bucket');
      }
      return entry;
    },
  };
  return { journal, entries };
}

/** An in-memory table that fails after `breaksAfter` payments. */
function tableInMemory(breaksAfter = Number.POSITIVE_INFINITY) {
  const items = new Map<string, Payment>();
  const table = {
    name: 'payments',
    async write(payments: readonly Payment[]) {
      const taken = payments.slice(0, breaksAfter);
      for (const payment of taken) {
        items.set(
          `${payment.paymentId} ${payment.createdAt.toISOString()}`,
          payment,
        );
      }
      const stoppedBy =
        taken.length < payments.length ? new Error('table is gone') : undefined;
      return { written: taken.length, retries: 0, unprocessed: 0, stoppedBy };
    },
  };
  return { table, items };
}

function setUp(breaksAfter?: number) {
  const { journal, entries } = journalInMemory();
  const { table, items } = tableInMemory(breaksAfter);
  const pipeline = new PaymentPipeline(journal, table);
  return { journal, pipeline, entries, items };
}

describe('PaymentPipeline.generate', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('journals the payments it stores, under the request id', async () => {
    const { pipeline, entries, items } = setUp();

    const stored = await pipeline.generate({ count: 3 }, call);

    expect(stored).toMatchObject({
      journalKey: 'journal/request-1.ndjson.gz',
      generated: 3,
    });
    expect(entries.get(stored.journalKey)?.payments).toEqual(stored.payments);
    expect([...items.values()]).toEqual(stored.payments);
  });

  it('stores each payment once when the request is retried after midnight', async () => {
    const { pipeline, items } = setUp();
    vi.setSystemTime('2026-03-04T23:59:59.000Z');
    const first = await pipeline.generate({ count: 3 }, call);

    vi.setSystemTime('2026-03-05T00:10:00.000Z');
    const second = await pipeline.generate({ count: 3 }, call);

    expect(second.payments).toEqual(first.payments);
    expect(second.generated).toBe(0);
    expect(items.size).toBe(3);
  });

  it('stores each payment once when the same request arrives twice concurrently', async () => {
    const { pipeline, items } = setUp();
    const request = { count: 50, idempotency_key: 'order-4711' };

    const [first, second] = await Promise.all([
      pipeline.generate(request, call),
      pipeline.generate(request, { ...call, requestId: 'request-2' }),
    ]);

    expect(second.payments).toEqual(first.payments);
    expect(items.size).toBe(50);
  });

  it.each([
    [{ count: 4 }, 'Expected `count` to be `3` (number), as in the request'],
    [
      { count: 3, seed: 'other' },
      'Expected `seed` to be `"demo"` (string), as in the request',
    ],
    [{ count: 3, seed: undefined }, 'got absent'],
  ])('refuses the same key for %j', async (change, reason) => {
    const { pipeline, items } = setUp();
    const request = { count: 3, seed: 'demo', idempotency_key: 'order-4711' };
    await pipeline.generate(request, call);

    const again = pipeline.generate({ ...request, ...change }, call);

    await expect(again).rejects.toThrow(reason);
    await expect(again).rejects.toThrow('journal/order-4711.ndjson.gz');
    expect(items.size).toBe(3);
  });

  it('writes nothing to the table when the journal fails', async () => {
    const { pipeline, journal, items } = setUp();
    vi.spyOn(journal, 'add').mockRejectedValue(new Error('bucket is gone'));

    await expect(pipeline.generate({ count: 3 }, call)).rejects.toThrow();

    expect(items.size).toBe(0);
  });

  it('names the journal object when the table write is incomplete', async () => {
    const { pipeline, entries } = setUp(2);

    await expect(pipeline.generate({ count: 3 }, call)).rejects.toThrow(
      'Wrote 2 of 3 payments to the table `payments`; the journal object ' +
        '`journal/request-1.ndjson.gz` holds all of them.\n' +
        'Reason: Error: table is gone (retries: 0).\nNext: fix the cause',
    );
    expect(entries.size).toBe(1);
  });
});

describe('PaymentPipeline.replay', () => {
  it('stores the payments of a journal object, any number of times', async () => {
    const { pipeline, items } = setUp();
    const { payments, journalKey } = await pipeline.generate(
      { count: 3 },
      call,
    );
    items.clear();

    await pipeline.replay({ replay: journalKey }, call);
    const stored = await pipeline.replay({ replay: journalKey }, call);

    expect(stored).toMatchObject({ payments, journalKey, generated: 0 });
    expect([...items.values()]).toEqual(payments);
  });

  it('throws for an object that does not exist', async () => {
    const { pipeline, items } = setUp();
    const replay = 'journal/order-4711.ndjson.gz';

    await expect(pipeline.replay({ replay }, call)).rejects.toThrow(replay);
    expect(items.size).toBe(0);
  });
});
