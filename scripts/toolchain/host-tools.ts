import { ensureClassArchive } from './class-archive.ts';
import { ensureDynamoDbLocal } from './dynamodb-local.ts';
import { ensurePython } from './python.ts';

/** LocalStack and DynamoDB Local, for the host engine. */
export async function ensureHostTools(): Promise<void> {
  await ensurePython('host');
  await ensureDynamoDbLocal();
  await ensureClassArchive();
}
