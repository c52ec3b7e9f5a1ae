import { print, warn } from '../output/log.ts';
import { readResponse } from './invoke.ts';
import { formatPayments, readPayments } from './payments.ts';
import { SetAside } from './set-aside.ts';

const shownPayments = 20;

/** Prints the first payments that a response names, as the table holds them. */
export async function showPaymentsOf(
  payload: unknown,
  client: Parameters<typeof readPayments>[0],
  tableName: string,
): Promise<void> {
  const ids = readResponse(payload).payment_ids.slice(0, shownPayments);
  const setAside = new SetAside();
  const payments = await readPayments(client, tableName, ids, setAside);
  print(`\n${formatPayments(payments)}`);
  if (setAside.count > 0) {
    warn(
      `${setAside.count} items with these ids are not payments.\n${setAside.describe()}`,
    );
  }
}
