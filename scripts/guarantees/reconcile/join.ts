import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Clients } from '../../emulator/clients.ts';
import { scanTable } from '../../pipeline/scan-table.ts';
import type { Item } from '../../pipeline/stored-payment.ts';
import { inLocal } from '../../system/paths.ts';
import type { StackOutputs } from '../../terraform/outputs.ts';
import { compare } from './compare.ts';
import type { Journalled } from './contradictions.ts';
import type { Difference } from './difference.ts';
import type { JournalCache, UnreadableObject } from './journal-cache.ts';
import { readJournal } from './journal-reader.ts';
import { fromItem, fromJournal } from './payment-line.ts';
import { Spill } from './spill.ts';

export interface JoinVisitor {
  onDifference(difference: Difference): void;
  onJournalled?(objectKey: string): void;
  onUnreadable?(object: UnreadableObject): void;
  onItems?(items: Item[]): void;
  /** A payment that is the same in the table and in this journal object. */
  onStored?(payment: Journalled): void;
}

/**
 * Joins journal and table. They share no order, and a million payments do not
 * fit into memory, so both are split by payment id into small files, which are
 * compared one by one.
 *
 * @param cache of the journal, for a caller that joins repeatedly.
 */
export async function joinJournalAndTable(
  { dynamoDb, s3 }: Pick<Clients, 'dynamoDb' | 's3'>,
  { s3_bucket_name, dynamodb_table_name }: StackOutputs,
  visitor: JoinVisitor,
  cache?: JournalCache,
): Promise<void> {
  const folder = inLocal('reconcile', randomUUID());
  try {
    const journal = new Spill(path.join(folder, 'journal'));
    await readJournal(
      s3,
      s3_bucket_name,
      {
        onPayment(payment, objectKey) {
          const { paymentId, createdAt, attributes } = fromJournal(payment);
          journal.add(paymentId, [paymentId, createdAt, attributes, objectKey]);
          visitor.onJournalled?.(objectKey);
        },
        onUnreadable: (object) => visitor.onUnreadable?.(object),
      },
      cache,
    );
    journal.close();

    const table = new Spill(path.join(folder, 'table'));
    await scanTable(dynamoDb, dynamodb_table_name, (items) => {
      for (const item of items) {
        const { paymentId, createdAt, attributes } = fromItem(item);
        table.add(paymentId, [paymentId, createdAt, attributes]);
      }
      visitor.onItems?.(items);
    });
    table.close();

    const onStored = visitor.onStored?.bind(visitor);
    for await (const difference of compare(journal, table, onStored)) {
      visitor.onDifference(difference);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
