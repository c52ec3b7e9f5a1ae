import { journalKeyOf } from '../../journal/journal-key.ts';
import type { Payment } from '../../journal/payment.ts';
import { PartialWriteError } from './errors.ts';
import { IdempotencyConflictError } from './journal/journal-errors.ts';
import type {
  JournalEntry,
  PaymentJournal,
} from './journal/payment-journal.ts';
import { generatePayments, seededRunTime } from './payment/payment.ts';
import { createRandom } from './random/random.ts';
import type { GenerateRequest, ReplayRequest } from './request.ts';
import type { PaymentTable } from './table/payment-table.ts';

/** The stored payments, and how storing them went. */
export interface Stored {
  readonly payments: readonly Payment[];
  readonly journalKey: string;
  /** How many were generated now; 0 if the journal already held them. */
  readonly generated: number;
  readonly retries: number;
  readonly unprocessed: number;
}

export interface Call {
  /** The same for every attempt at the same request. */
  readonly requestId: string;
  remainingMs(): number;
}

/**
 * Writes the journal first, then the table. If the work stops in between, the
 * journal holds every payment the table may hold, so it can be replayed.
 */
export class PaymentPipeline {
  readonly #journal: PaymentJournal;
  readonly #table: PaymentTable;

  constructor(journal: PaymentJournal, table: PaymentTable) {
    this.#journal = journal;
    this.#table = table;
  }

  async generate(request: GenerateRequest, call: Call): Promise<Stored> {
    const { count, seed, idempotency_key = call.requestId } = request;
    const journalKey = journalKeyOf(idempotency_key);
    const draft = {
      payments: generatePayments(
        count,
        createRandom(seed ?? idempotency_key),
        seed === undefined ? new Date() : seededRunTime,
      ),
      seed,
    };
    const { added, retries } = await this.#journal.add(
      journalKey,
      draft,
      call.remainingMs,
    );
    const entry = added
      ? draft
      : await this.#readSame(journalKey, draft, call.remainingMs);
    const outcome = await this.#write(entry.payments, journalKey, call);
    return {
      payments: entry.payments,
      journalKey,
      generated: added ? count : 0,
      retries: retries + outcome.retries,
      unprocessed: outcome.unprocessed,
    };
  }

  async replay({ replay }: ReplayRequest, call: Call): Promise<Stored> {
    const { payments } = await this.#journal.read(replay, call.remainingMs);
    const outcome = await this.#write(payments, replay, call);
    const { retries, unprocessed } = outcome;
    return { payments, journalKey: replay, generated: 0, retries, unprocessed };
  }

  /** Reads the existing entry, and checks that the same request wrote it. */
  async #readSame(
    journalKey: string,
    { payments, seed }: JournalEntry,
    remainingMs: () => number,
  ): Promise<JournalEntry> {
    const entry = await this.#journal.read(journalKey, remainingMs);
    const [held, requested] = [entry.payments.length, payments.length];
    if (held !== requested) {
      throw new IdempotencyConflictError(journalKey, 'count', held, requested);
    }
    if (entry.seed !== seed) {
      throw new IdempotencyConflictError(journalKey, 'seed', entry.seed, seed);
    }
    return entry;
  }

  async #write(
    payments: readonly Payment[],
    journalKey: string,
    { remainingMs }: Call,
  ) {
    const outcome = await this.#table.write(payments, remainingMs);
    if (outcome.stoppedBy !== undefined) {
      throw new PartialWriteError(
        this.#table.name,
        journalKey,
        payments.length,
        outcome,
      );
    }
    return outcome;
  }
}
