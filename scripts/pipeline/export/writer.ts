import type { StoredPayment } from '../stored-payment.ts';

/** Takes a table page by page, so that its size does not matter. */
export interface ExportWriter {
  write(payments: readonly StoredPayment[]): void;
  /** The file is complete only after this. */
  close(): void;
}
