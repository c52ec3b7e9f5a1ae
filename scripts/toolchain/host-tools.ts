import { inParallel } from '../system/in-parallel.ts';
import { ensureClassArchive, removeOldClassArchive } from './class-archive.ts';
import { ensureDynamoDbLocal } from './dynamodb-local.ts';
import { ensurePython } from './python.ts';
import { ensureServiceCatalog } from './service-catalog.ts';

/** LocalStack and DynamoDB Local, for the host engine. */
export async function ensureHostTools(): Promise<void> {
  await ensureStartable();
  await ensureClassArchive();
}

/** The same without what only makes later starts faster. */
export async function ensureStartable(): Promise<void> {
  await ensurePython('host');
  // One computes while the other downloads.
  await inParallel(ensureServiceCatalog(), ensureDynamoDbLocal());
  removeOldClassArchive();
}
