import { formatAmount } from '../decimal.ts';
import { createTextWriter } from './text-file.ts';
import type { ExportWriter } from './writer.ts';

/** One JSON object per line, with amounts as text, as in the journal. */
export function createNdjsonWriter(file: string): ExportWriter {
  return createTextWriter(file, '', (payments) =>
    payments
      .map((payment) => ({
        ...payment,
        amount: formatAmount(payment.amount, payment.currency),
      }))
      .map((payment) => `${JSON.stringify(payment)}\n`)
      .join(''),
  );
}
