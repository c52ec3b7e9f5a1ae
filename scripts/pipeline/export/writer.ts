import type { StoredPayment } from '../stored-payment.ts';

/** Writes a table page by page, so that memory use does not depend on its size. */
export interface ExportWriter {
  /** Why the format cannot hold a payment, if it cannot hold every one. */
  findProblem?(payment: StoredPayment): string | undefined;
  write(payments: readonly StoredPayment[]): void;
  /** Completes the file. */
  close(): void;
}
