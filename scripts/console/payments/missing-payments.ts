import type { Difference } from '../../guarantees/reconcile/difference.ts';
import type { JoinVisitor } from '../../guarantees/reconcile/join.ts';

/** The journal objects of payments that the table lacks. */
export class MissingPayments implements JoinVisitor {
  readonly journalKeys = new Set<string>();

  onDifference({ kind, journal_key }: Difference): void {
    if (kind === 'missing' && journal_key) {
      this.journalKeys.add(journal_key);
    }
  }

  onJournalled(): void {}
  onUnreadable(): void {}
  onItems(): void {}
}
