import { stringify } from 'csv-stringify/sync';
import { warn } from '../../output/log.ts';
import { formatAmount } from '../decimal.ts';
import { paymentAttributes } from '../stored-payment.ts';
import { createTextWriter } from './text-file.ts';
import type { ExportWriter } from './writer.ts';

/** Values that a spreadsheet treats as a formula, unless they are plain numbers. */
const formula = /^(?!-?\d+(\.\d+)?$)[=+\-@\t\r]/;

/**
 * RFC 4180; amounts as text with their currency's decimals. Values are written
 * unchanged, for programs; those that a spreadsheet might run are only counted.
 */
export function createCsvWriter(file: string): ExportWriter {
  let formulas = 0;
  const writer = createTextWriter(
    file,
    stringify([paymentAttributes]),
    (payments) => {
      const rows = payments.map((payment) => ({
        ...payment,
        amount: formatAmount(payment.amount, payment.currency),
      }));
      formulas += rows
        .flatMap((row) => paymentAttributes.map((name) => row[name]))
        .filter((value) => formula.test(value)).length;
      return stringify(rows, {
        columns: [...paymentAttributes],
      });
    },
  );
  return {
    write: writer.write,
    close() {
      writer.close();
      if (formulas > 0) {
        warn(
          `${formulas} values look like a formula to a spreadsheet; they were not written by the function.\nNext: import the columns of this file as text`,
        );
      }
    },
  };
}
