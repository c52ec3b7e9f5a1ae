interface Pauses {
  /** After a request for a read, for others that follow at once. */
  delayMs: number;
  /** At least, from the end of a read to the next, as a multiple of what the read took. */
  restFactor: number;
  /** The longest rest: a page that is called live must not be much older. */
  maxRestMs: number;
}

/**
 * Reads again after changes: once for many that follow each other, and never two
 * reads at a time. A change during a read leads to another one, since the running
 * one may have missed it. A slow read is followed by a longer rest, so that the
 * emulator is not kept busy with reads alone.
 */
export class Refresher {
  readonly #read: () => Promise<void>;
  readonly #pauses: Pauses;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReading = false;
  #isWanted = false;
  #isStopped = false;
  #restsUntilMs = 0;

  constructor(
    read: () => Promise<void>,
    pauses: Pauses = { delayMs: 500, restFactor: 1, maxRestMs: 3000 },
  ) {
    this.#read = read;
    this.#pauses = pauses;
  }

  /** Something has changed. */
  changed(): void {
    this.#plan(
      Math.max(this.#pauses.delayMs, this.#restsUntilMs - performance.now()),
    );
  }

  /** The user wants it: without a pause. */
  readNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#plan(0);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #plan(delayMs: number): void {
    if (this.#isReading) {
      this.#isWanted = true;
    } else if (!this.#isStopped) {
      // A running timer stays: changes without an end must not postpone it.
      this.#timer ??= setTimeout(() => void this.#start(), delayMs);
    }
  }

  async #start(): Promise<void> {
    this.#timer = undefined;
    this.#isReading = true;
    this.#isWanted = false;
    const startMs = performance.now();
    try {
      await this.#read();
    } finally {
      const endMs = performance.now();
      this.#isReading = false;
      const { restFactor, maxRestMs } = this.#pauses;
      this.#restsUntilMs =
        endMs + Math.min((endMs - startMs) * restFactor, maxRestMs);
      if (this.#isWanted) {
        this.changed();
      }
    }
  }
}
