import type { StoredPayment } from '../stored-payment.ts';

/** Takes a table page by page, so that its size does not matter. */
export interface ExportWriter {
  write(payments: readonly StoredPayment[]): void;
  /** The file is complete only after this. */
  close(): void;
}

/** The attributes of the contract, in its order. */
export const columns = [
  'payment_id',
  'created_at',
  'amount',
  'currency',
  'merchant_id',
  'status',
  'source',
] as const satisfies (keyof StoredPayment)[];
