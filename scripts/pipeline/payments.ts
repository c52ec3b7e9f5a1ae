import {
  type DynamoDBClient,
  paginateScan,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { formatTable } from '../output/table.ts';
import { addDecimals, formatAmount, isDecimal } from './decimal.ts';
import { type StoredPayment, toPayment } from './stored-payment.ts';

export interface PaymentSummary {
  /** The newest payments, newest first. */
  newest: StoredPayment[];
  count: number;
  /** Decimal text by ISO 4217 code. */
  sums: Map<string, string>;
  /** The number of payments left out of the sums: their amount is not a decimal number. */
  notSummed: number;
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
  let newest: StoredPayment[] = [];
  let count = 0;
  let notSummed = 0;
  let pages = 0;
  for await (const page of paginateScan({ client }, { TableName: tableName })) {
    const payments = (page.Items ?? []).map(toPayment);
    for (const { amount, currency } of payments) {
      if (isDecimal(amount)) {
        sums.set(currency, addDecimals(sums.get(currency) ?? '0', amount));
      } else {
        notSummed += 1;
      }
    }
    count += payments.length;
    newest = [...newest, ...payments].sort(byNewest).slice(0, limit);
    pages += 1;
    if (page.LastEvaluatedKey && pages >= maxPages) {
      return { newest, count, sums, notSummed, complete: false };
    }
  }
  return { newest, count, sums, notSummed, complete: true };
}

/** The payments with these ids, in the same order. */
export async function readPayments(
  client: DynamoDBClient,
  tableName: string,
  paymentIds: string[],
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
  return responses.flatMap(({ Items = [] }) => Items.map(toPayment));
}

export function formatPayments(payments: StoredPayment[]): string {
  return formatTable(
    ['created_at', 'payment_id', 'amount', 'currency', 'merchant_id', 'status'],
    payments.map((payment) => [
      payment.created_at,
      payment.payment_id,
      formatAmount(payment.amount, payment.currency),
      payment.currency,
      payment.merchant_id,
      payment.status,
    ]),
    ['amount'],
  );
}

function byNewest(left: StoredPayment, right: StoredPayment): number {
  return right.created_at.localeCompare(left.created_at);
}
