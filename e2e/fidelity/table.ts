import {
  CreateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { Clients } from '../../scripts/emulator/clients.ts';

/** Creates a table with the partition key `id`, a string, and waits for it. */
export async function createTable(
  { dynamoDb }: Pick<Clients, 'dynamoDb'>,
  TableName: string,
): Promise<void> {
  await dynamoDb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists(
    { client: dynamoDb, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { TableName },
  );
}
