import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { generatePayments, seededRunTime } from './payment.ts';
import { createPaymentTable } from './payment-table.ts';
import { createRandom } from './random.ts';
import { parseRequest } from './request.ts';
import { readTableName } from './settings.ts';

/** Kept back from the invocation's time to report what was written. */
const reportReserveMs = 1_000;

const answeredIdCount = 100;

const logger = new Logger();
const table = createPaymentTable(
  new DynamoDBClient(),
  readTableName(process.env),
);

export async function handler(event: unknown, context: Context) {
  logger.addContext(context);
  try {
    return await storePayments(event, context);
  } catch (error) {
    logger.error('Invocation failed', { error });
    throw error;
  }
}

async function storePayments(event: unknown, context: Context) {
  const startedAtMs = performance.now();
  const { count, seed } = parseRequest(event);
  logger.info('Request accepted', { count, seed });

  // Without a seed the request id is one: Lambda's own retry of an event
  // carries the same id, so it writes the same payment ids again.
  const payments = generatePayments(
    count,
    createRandom(seed ?? context.awsRequestId),
    seed === undefined ? new Date() : seededRunTime,
  );
  const { retries } = await table.write(
    payments,
    () => context.getRemainingTimeInMillis() - reportReserveMs,
  );

  const durationMs = Math.round(performance.now() - startedAtMs);
  logger.info('Payments stored', {
    count,
    retries,
    durationMs,
    tableName: table.name,
  });
  return {
    count,
    payment_ids: payments
      .slice(0, answeredIdCount)
      .map(({ paymentId }) => paymentId),
    duration_ms: durationMs,
    table_name: table.name,
    request_id: context.awsRequestId,
  };
}
