import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { step } from '../output/log.ts';
import { downloadEnvironment } from '../system/environment.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { pythonBin } from './python.ts';

/** Where the host engine finds DynamoDB Local's jars and native libraries. */
export const dynamoDbLocalFolder = inLocal('dynamodb-local');

/**
 * Its path without links. The JVM finds archived classes by the paths of their
 * jars, so two checkouts share an archive only if both name the jars alike.
 */
export function resolveDynamoDbLocal(): string {
  return existsSync(dynamoDbLocalFolder)
    ? realpathSync(dynamoDbLocalFolder)
    : dynamoDbLocalFolder;
}

const sources = inRepository('localstack', 'dynamodb-local');

/** Downloads what jgo.lock.toml names, verified file by file. */
export async function ensureDynamoDbLocal(): Promise<void> {
  if (isComplete()) {
    return;
  }
  await step('Installing DynamoDB Local', async () => {
    await run(
      pythonBin('python'),
      [path.join(sources, 'fetch.py'), '--into', dynamoDbLocalFolder],
      {
        env: downloadEnvironment(),
        next: 'check the network and the Maven repository, then run the command again',
      },
    );
  });
}

function isComplete(): boolean {
  const stamp = path.join(dynamoDbLocalFolder, 'lock.sha256');
  const lock = readFileSync(path.join(sources, 'jgo.lock.toml'));
  const digest = createHash('sha256').update(lock).digest('hex');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}
