import type { LogLine } from '../../../../scripts/console/contract.ts';

/** A line with a key that no other line of the page has. */
export interface KeptLine extends LogLine {
  key: number;
}

/**
 * The newest lines, up to a limit. The stream is opened before the earlier lines
 * are read, so that none is lost in between; those that both contain are kept once.
 */
export class LineBuffer {
  readonly #limit: number;
  #lines: KeptLine[] = [];
  #nextKey = 0;
  /** Lines of the stream since it was opened, until the earlier ones were read. */
  #early: LogLine[] | undefined = [];
  dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get lines(): readonly KeptLine[] {
    return this.#lines;
  }

  /** The stream was opened, perhaps again: the earlier lines will be read. */
  reopen(): void {
    this.#early = [];
  }

  /** The earlier lines, newest last. They replace what was kept. */
  load(earlier: readonly LogLine[]): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    this.#lines = [];
    this.dropped = 0;
    this.#append([...earlier, ...early.slice(overlap(earlier, early))]);
  }

  /** Lines of the stream. */
  add(lines: readonly LogLine[]): void {
    this.#early?.push(...lines);
    this.#append(lines);
  }

  #append(lines: readonly LogLine[]): void {
    const added = lines.map((line) => ({ ...line, key: this.#nextKey++ }));
    const all = [...this.#lines, ...added];
    const excess = Math.max(0, all.length - this.#limit);
    this.dropped += excess;
    this.#lines = all.slice(excess);
  }
}

/** How many lines at the end of `earlier` are the first ones of `later`. */
function overlap(
  earlier: readonly LogLine[],
  later: readonly LogLine[],
): number {
  const max = Math.min(earlier.length, later.length);
  for (let length = max; length > 0; length -= 1) {
    const tail = earlier.slice(-length);
    if (tail.every((line, index) => isSame(line, later[index]))) {
      return length;
    }
  }
  return 0;
}

function isSame(left: LogLine, right: LogLine | undefined): boolean {
  return (
    left.time === right?.time &&
    left.requestId === right.requestId &&
    left.message === right.message
  );
}
