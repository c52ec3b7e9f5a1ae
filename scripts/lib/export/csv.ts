import { stringify } from 'csv-stringify/sync';
import { formatAmount } from '../decimal.ts';
import { columns, type ExportWriter } from './export-writer.ts';
import { createTextWriter } from './text-file.ts';

/** RFC 4180; amounts as text with their currency's decimals. */
export function createCsvWriter(file: string): ExportWriter {
  return createTextWriter(file, stringify([columns]), (payments) =>
    stringify(
      payments.map((payment) => ({
        ...payment,
        amount: formatAmount(payment.amount, payment.currency),
      })),
      { columns: [...columns] },
    ),
  );
}
