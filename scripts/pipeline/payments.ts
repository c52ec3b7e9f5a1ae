import {
  type DynamoDBClient,
  paginateScan,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { formatTable } from '../output/table.ts';
import { addDecimals, shortenAmount } from './decimal.ts';
import { SetAside } from './set-aside.ts';
import { type StoredPayment, toPayments } from './stored-payment.ts';

export interface PaymentSummary {
  /** The newest payments, newest first. */
  newest: StoredPayment[];
  count: number;
  /** Decimal text by ISO 4217 code. */
  sums: Map<string, string>;
  /** Items that are not payments: neither counted, nor summed. */
  setAside: SetAside;
  /** False if the table has more than `maxPages` pages. */
  complete: boolean;
}

/**
 * Reads the table once, page by page of 1 MB, keeping only `limit` payments.
 */
export async function summarisePayments(
  client: DynamoDBClient,
  tableName: string,
  limit: number,
  maxPages = Number.POSITIVE_INFINITY,
): Promise<PaymentSummary> {
  const sums = new Map<string, string>();
  const setAside = new SetAside();
  let newest: StoredPayment[] = [];
  let count = 0;
  let pages = 0;
  for await (const page of paginateScan({ client }, { TableName: tableName })) {
    const payments = toPayments(page.Items ?? [], setAside);
    for (const { amount, currency } of payments) {
      sums.set(currency, addDecimals(sums.get(currency) ?? '0', amount));
    }
    count += payments.length;
    newest = [...newest, ...payments].sort(byNewest).slice(0, limit);
    pages += 1;
    if (page.LastEvaluatedKey && pages >= maxPages) {
      return { newest, count, sums, setAside, complete: false };
    }
  }
  return { newest, count, sums, setAside, complete: true };
}

/** The payments with these ids, in the same order. Other items are set aside. */
export async function readPayments(
  client: DynamoDBClient,
  tableName: string,
  paymentIds: string[],
  setAside = new SetAside(),
): Promise<StoredPayment[]> {
  const responses = await Promise.all(
    paymentIds.map((id) =>
      client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'payment_id = :id',
          ExpressionAttributeValues: { ':id': { S: id } },
          ConsistentRead: true,
        }),
      ),
    ),
  );
  return responses.flatMap(({ Items = [] }) => toPayments(Items, setAside));
}

export function formatPayments(payments: StoredPayment[]): string {
  return formatTable(
    ['created_at', 'payment_id', 'amount', 'currency', 'merchant_id', 'status'],
    payments.map((payment) => [
      payment.created_at,
      payment.payment_id,
      shortenAmount(payment.amount, payment.currency),
      payment.currency,
      payment.merchant_id,
      payment.status,
    ]),
    ['amount'],
  );
}

function byNewest(left: StoredPayment, right: StoredPayment): number {
  return Date.parse(right.created_at) - Date.parse(left.created_at);
}
