import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CorruptJournalError } from './corrupt-journal-error.ts';
import { readGzipLines } from './gzip-lines.ts';
import { assertLineCount } from './limits.ts';
import type { Payment } from './payment.ts';
import { parseRecord, toRecord } from './payment-record.ts';

/** The fastest level: a journal is small, and the table write waits for it. */
const compressionLevel = 1;

/** Encodes payments as gzipped NDJSON, one payment per line. */
export function encodeJournal(payments: readonly Payment[]): Promise<Buffer> {
  const lines = payments.map(
    (payment) => `${JSON.stringify(toRecord(payment))}\n`,
  );
  return promisify(gzip)(lines.join(''), { level: compressionLevel });
}

/**
 * Decodes a journal object: all of its payments, or none.
 *
 * @throws CorruptJournalError that names the object and its first invalid line.
 */
export async function decodeJournal(
  bytes: Uint8Array,
  objectKey: string,
): Promise<Payment[]> {
  const payments: Payment[] = [];
  const lineOfPayment = new Map<string, number>();
  try {
    await readGzipLines(bytes, (line) => {
      assertLineCount(payments.length + 1);
      const payment = parseRecord(JSON.parse(line));
      const earlierLine = lineOfPayment.get(payment.paymentId);
      if (earlierLine !== undefined) {
        throw new RangeError(
          `Expected each \`payment_id\` once, got that of line ${earlierLine}.`,
        );
      }
      lineOfPayment.set(payment.paymentId, payments.push(payment));
    });
    if (payments.length === 0) {
      throw new RangeError('Expected at least one payment, got none.');
    }
    return payments;
  } catch (cause) {
    throw new CorruptJournalError(objectKey, payments.length + 1, { cause });
  }
}
