import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { generatePayments } from '../../lambda/src/payment/payment.ts';
import { createRandom } from '../../lambda/src/random/random.ts';
import { createPaymentTable } from '../../lambda/src/table/payment-table.ts';

const table = createPaymentTable(
  new DynamoDBClient({ maxAttempts: 1 }),
  process.env.TABLE_NAME ?? '',
);

/** The baseline for the journal's cost: the same batches, without a journal. */
export async function handler({ count }: { count: number }, context: Context) {
  const random = createRandom(context.awsRequestId);
  const { stoppedBy } = await table.write(
    generatePayments(count, random, new Date()),
    () => context.getRemainingTimeInMillis(),
  );
  if (stoppedBy !== undefined) {
    throw stoppedBy;
  }
  return { count };
}
