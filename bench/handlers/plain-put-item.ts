import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { generatePayments } from '../../lambda/src/payment/payment.ts';
import { toItem } from '../../lambda/src/payment/payment-item.ts';
import { createRandom } from '../../lambda/src/random/random.ts';

const client = new DynamoDBClient();

/** The naive baseline: sends one PutItem at a time. */
export async function handler({ count }: { count: number }, context: Context) {
  const random = createRandom(context.awsRequestId);
  for (const payment of generatePayments(count, random, new Date())) {
    await client.send(
      new PutItemCommand({
        TableName: process.env.TABLE_NAME,
        Item: toItem(payment),
      }),
    );
  }
  return { count };
}
