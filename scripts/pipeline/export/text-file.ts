import { closeSync, openSync, writeSync } from 'node:fs';
import type { StoredPayment } from '../stored-payment.ts';
import type { ExportWriter } from './writer.ts';

/** A file to which each page's text is appended. */
export function createTextWriter(
  file: string,
  head: string,
  toText: (payments: readonly StoredPayment[]) => string,
): ExportWriter {
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, head);
  return {
    write: (payments) => void writeSync(descriptor, toText(payments)),
    close: () => closeSync(descriptor),
  };
}
