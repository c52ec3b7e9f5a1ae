import { contradictionsIn, isSame, type Journalled } from './contradictions.ts';
import { type Difference, unequalAttributes } from './difference.ts';
import { partitionCount, type Spill } from './spill.ts';

/**
 * Compares two sides, one partition in memory at a time.
 *
 * @param onStored called for each payment that is the same in both.
 */
export async function* compare(
  journal: Spill,
  table: Spill,
  onStored: (payment: Journalled) => void = () => undefined,
): AsyncGenerator<Difference> {
  for (let partition = 0; partition < partitionCount; partition += 1) {
    const journalled = new Map<string, Journalled[]>();
    for await (const [
      id = '',
      at = '',
      attributes = '',
      key = '',
    ] of journal.read(partition)) {
      const line = {
        paymentId: id,
        createdAt: at,
        attributes,
        objectKey: key,
      };
      const held = journalled.get(id) ?? [];
      if (!held.some((each) => isSame(each, line))) {
        held.push(line);
        journalled.set(id, held);
      }
    }
    for (const held of journalled.values()) {
      yield* contradictionsIn(held);
    }
    yield* differencesOf(journalled, table.read(partition), onStored);
  }
}

/** Payments that differ in the table, then payments that it lacks. */
async function* differencesOf(
  journalled: ReadonlyMap<string, readonly Journalled[]>,
  rows: AsyncIterable<string[]>,
  onStored: (payment: Journalled) => void,
): AsyncGenerator<Difference> {
  const stored = new Set<string>();
  for await (const [id = '', at = '', attributes = ''] of rows) {
    stored.add(keyOf(id, at));
    const found = { payment_id: id, created_at: at, table: attributes };
    const held = journalled.get(id);
    const there = held?.filter(({ createdAt }) => createdAt === at) ?? [];
    const [first] = there;
    const same = there.find((each) => each.attributes === attributes);
    if (same) {
      onStored(same);
    } else if (!first) {
      const [other] = held ?? [];
      yield other
        ? { kind: 'duplicate', ...found, journal_key: other.objectKey }
        : { kind: 'unexpected', ...found };
    } else {
      yield {
        kind: 'mismatched',
        ...found,
        attributes: unequalAttributes(first, { createdAt: at, attributes }),
        journal: first.attributes,
        journal_key: first.objectKey,
      };
    }
  }
  for (const line of [...journalled.values()].flat()) {
    const { paymentId, createdAt, attributes, objectKey } = line;
    const key = keyOf(paymentId, createdAt);
    if (!stored.has(key)) {
      // Once, even if several objects hold the payment.
      stored.add(key);
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

/** The table's composite key as one string. */
function keyOf(paymentId: string, createdAt: string): string {
  return JSON.stringify([paymentId, createdAt]);
}
