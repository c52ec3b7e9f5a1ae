import type { Journalled } from '../../guarantees/reconcile/contradictions.ts';
import {
  type Difference,
  type DifferenceKind,
  differenceKinds,
} from '../../guarantees/reconcile/difference.ts';
import type { JoinVisitor } from '../../guarantees/reconcile/join.ts';
import type { UnreadableObject } from '../../guarantees/reconcile/journal-cache.ts';
import { addDecimals, shortenAmount } from '../../pipeline/decimal.ts';
import { SetAside } from '../../pipeline/set-aside.ts';
import { type Item, toPayments } from '../../pipeline/stored-payment.ts';
import type { PaymentRow, Payments } from '../contract.ts';
import { toDifferenceRow, toStoredRow } from './payment-row.ts';

const describedObjects = 20;

/** Collects what the page shows: the newest payments, every difference, and the sums. */
export class PaymentJoin implements JoinVisitor {
  readonly journalKeys = new Set<string>();
  readonly #limit: number;
  #newest: Journalled[] = [];
  readonly #differing: PaymentRow[] = [];
  readonly #contradicted = new Set<string>();
  readonly #counts = new Map<DifferenceKind, number>();
  readonly #sums = new Map<string, { count: number; amount: string }>();
  readonly #objects: UnreadableObject[] = [];
  readonly #setAside = new SetAside();
  #journalled = 0;
  #stored = 0;

  /** @param limit of the payments without a difference, and of those with one. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  onJournalled(objectKey: string): void {
    this.#journalled += 1;
    this.journalKeys.add(objectKey);
  }

  onUnreadable(object: UnreadableObject): void {
    this.journalKeys.add(object.objectKey);
    this.#objects.push(object);
  }

  onItems(items: Item[]): void {
    this.#stored += items.length;
    for (const { currency, amount } of toPayments(items, this.#setAside)) {
      const sum = this.#sums.get(currency) ?? { count: 0, amount: '0' };
      sum.count += 1;
      sum.amount = addDecimals(sum.amount, amount);
      this.#sums.set(currency, sum);
    }
  }

  onDifference(difference: Difference): void {
    const { kind, payment_id, created_at } = difference;
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    if (kind === 'contradicted') {
      this.#contradicted.add(keyOf(payment_id, created_at));
    }
    if (this.#differing.length < this.#limit) {
      this.#differing.push(toDifferenceRow(difference));
    }
  }

  onStored(payment: Journalled): void {
    // The row of its contradiction is there already.
    if (this.#contradicted.has(keyOf(payment.paymentId, payment.createdAt))) {
      return;
    }
    this.#newest.push(payment);
    // Not more often, because it sorts.
    if (this.#newest.length > 2 * this.#limit) {
      this.#keepNewest();
    }
  }

  finish(): Omit<Payments, 'deadLetters' | 'comparedAt'> {
    this.#keepNewest();
    return {
      payments: [...this.#differing, ...this.#newest.map(toStoredRow)].sort(
        (left, right) => compareTimes(right.created_at, left.created_at),
      ),
      stored: this.#stored,
      journalled: this.#journalled,
      sums: this.#listSums(),
      differences: this.#listCounts(),
      unreadable: this.#describeUnreadable(),
    };
  }

  #keepNewest(): void {
    this.#newest = this.#newest
      .sort((left, right) => compareTimes(right.createdAt, left.createdAt))
      .slice(0, this.#limit);
  }

  #listSums(): Payments['sums'] {
    return [...this.#sums]
      .map(([currency, { count, amount }]) => ({
        currency,
        count,
        amount: shortenAmount(amount, currency),
      }))
      .sort((left, right) => left.currency.localeCompare(right.currency));
  }

  #listCounts(): Payments['differences'] {
    return Object.fromEntries(
      differenceKinds.map((kind) => [kind, this.#counts.get(kind) ?? 0]),
    ) as Payments['differences'];
  }

  #describeUnreadable(): string[] {
    const more = this.#objects.length - describedObjects;
    return [
      ...this.#objects
        .slice(0, describedObjects)
        .map(
          ({ objectKey, line, reason }) =>
            `${objectKey} line ${line}: ${reason}`,
        ),
      ...(more > 0 ? [`… and ${more} more journal objects`] : []),
      ...this.#setAside.describe().split('\n').filter(Boolean),
    ];
  }
}

function keyOf(paymentId: string, createdAt: string): string {
  return JSON.stringify([paymentId, createdAt]);
}

/** Times in UTC, of equal length, in the order of their characters. */
function compareTimes(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
