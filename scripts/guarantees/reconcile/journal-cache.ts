import type { Payment } from '../../../journal/payment.ts';

/** An object that is not a valid journal. */
export interface UnreadableObject {
  readonly objectKey: string;
  readonly line: number;
  readonly reason: string;
}

export type JournalContent =
  | { readonly payments: readonly Payment[] }
  | { readonly unreadable: UnreadableObject };

/** The ETag changes with the content. */
export interface ObjectVersion {
  readonly objectKey: string;
  readonly etag: string | undefined;
}

interface Entry {
  readonly etag: string;
  readonly content: JournalContent;
}

/** About 40 MB. */
const defaultMaxPayments = 100_000;

/**
 * What journal objects contain, for a program that reads the journal again and again.
 * When it is full it keeps what it has: each read is of the whole journal, in the same
 * order, so to drop the oldest would drop what is needed next.
 */
export class JournalCache {
  readonly #maxPayments: number;
  readonly #entries = new Map<string, Entry>();
  #size = 0;

  constructor(maxPayments = defaultMaxPayments) {
    this.#maxPayments = maxPayments;
  }

  find({ objectKey, etag }: ObjectVersion): JournalContent | undefined {
    const entry = this.#entries.get(objectKey);
    return entry?.etag === etag ? entry?.content : undefined;
  }

  add({ objectKey, etag }: ObjectVersion, content: JournalContent): void {
    this.#remove(objectKey);
    const size = this.#size + sizeOf(content);
    if (etag !== undefined && size <= this.#maxPayments) {
      this.#entries.set(objectKey, { etag, content });
      this.#size = size;
    }
  }

  /** Forgets all other objects. */
  retain(objectKeys: ReadonlySet<string>): void {
    for (const objectKey of [...this.#entries.keys()]) {
      if (!objectKeys.has(objectKey)) {
        this.#remove(objectKey);
      }
    }
  }

  #remove(objectKey: string): void {
    const entry = this.#entries.get(objectKey);
    if (entry) {
      this.#size -= sizeOf(entry.content);
      this.#entries.delete(objectKey);
    }
  }
}

function sizeOf(content: JournalContent): number {
  return 'payments' in content ? content.payments.length : 1;
}
