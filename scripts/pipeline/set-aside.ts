import { printable } from '../output/printable.ts';

const describedItems = 20;

/** Items that are left out of a result: all are counted, the first are described. */
export class SetAside {
  count = 0;
  readonly #lines: string[] = [];

  add(
    { payment_id, created_at }: { payment_id: string; created_at: string },
    problem: string,
  ): void {
    this.count += 1;
    if (this.count <= describedItems) {
      this.#lines.push(
        printable(
          `payment_id ${payment_id}, created_at ${created_at}: ${problem}`,
        ),
      );
    }
  }

  /** One line for each item. */
  describe(): string {
    const more = this.count - this.#lines.length;
    return [...this.#lines, ...(more > 0 ? [`… and ${more} more`] : [])].join(
      '\n',
    );
  }
}

/** What to do about such items, for a message's `Next:`. */
export const correctItems =
  'correct or delete them, for example with the AWS CLI after `eval "$(make -s env)"`';
