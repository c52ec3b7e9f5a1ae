import type { PaymentLine } from './payment-line.ts';
import { partitionCount, type Spill } from './spill.ts';

export const differenceKinds = [
  'missing',
  'doubled',
  'unexpected',
  'different',
] as const;

/**
 * *missing*: in the journal, not in the table. *doubled*: a payment of the
 * journal that the table holds at another time. *unexpected*: in the table
 * only. *different*: in both, with other attributes.
 */
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  readonly payment_id: string;
  readonly created_at: string;
  /** Where the journal has it. */
  readonly journal_key?: string;
  readonly journal?: string;
  readonly table?: string;
}

type Journalled = PaymentLine & { readonly objectKey: string };

/** Compares two sides, one partition in memory at a time. */
export async function* compare(
  journal: Spill,
  table: Spill,
): AsyncGenerator<Difference> {
  for (let partition = 0; partition < partitionCount; partition += 1) {
    const missing = new Map<string, Journalled>();
    const journalledIds = new Set<string>();
    for await (const [
      id = '',
      at = '',
      attributes = '',
      key = '',
    ] of journal.read(partition)) {
      journalledIds.add(id);
      missing.set(`${id} ${at}`, {
        paymentId: id,
        createdAt: at,
        attributes,
        objectKey: key,
      });
    }
    for await (const [id = '', at = '', attributes = ''] of table.read(
      partition,
    )) {
      const journalled = missing.get(`${id} ${at}`);
      missing.delete(`${id} ${at}`);
      const found = { payment_id: id, created_at: at, table: attributes };
      if (!journalled) {
        const kind = journalledIds.has(id) ? 'doubled' : 'unexpected';
        yield { kind, ...found };
      } else if (journalled.attributes !== attributes) {
        yield {
          kind: 'different',
          ...found,
          journal: journalled.attributes,
          journal_key: journalled.objectKey,
        };
      }
    }
    for (const {
      paymentId,
      createdAt,
      attributes,
      objectKey,
    } of missing.values()) {
      yield {
        kind: 'missing',
        payment_id: paymentId,
        created_at: createdAt,
        journal: attributes,
        journal_key: objectKey,
      };
    }
  }
}
