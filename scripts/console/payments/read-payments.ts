import { readDeadLetterQueue } from '../../guarantees/dead-letter-queue.ts';
import { joinJournalAndTable } from '../../guarantees/reconcile/join.ts';
import type { JournalCache } from '../../guarantees/reconcile/journal-cache.ts';
import type { LiveStack } from '../../stack/live-stack.ts';
import type { Payments } from '../contract.ts';
import { toDeadLetter } from './dead-letters.ts';
import { PaymentJoin } from './payment-join.ts';
import { readRequestIds } from './request-ids.ts';

/** Joins the table, the journal and the dead-letter queue. */
export async function readPayments(
  { clients, emulator, outputs }: LiveStack,
  limit: number,
  cache: JournalCache,
): Promise<Payments> {
  const comparedAt = new Date().toISOString();
  const join = new PaymentJoin(limit);
  const [queue, findRequestId] = await Promise.all([
    readDeadLetterQueue(emulator, outputs),
    readRequestIds(emulator),
    joinJournalAndTable(clients, outputs, join, cache),
  ]);
  const { payments, ...totals } = join.finish();
  return {
    payments: payments.map((each) => ({
      ...each,
      requestId: findRequestId(each.journalKey),
    })),
    ...totals,
    deadLetters: queue.messages.map((each) =>
      toDeadLetter(each, join.journalKeys),
    ),
    comparedAt,
  };
}
