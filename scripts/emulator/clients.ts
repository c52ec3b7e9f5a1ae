import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SandboxError } from '../output/errors.ts';

/** Where the emulator is, and what proves that a request is the developer's. */
export interface EmulatorAccess {
  endpoint: string;
  secretAccessKey: string;
}

/** Settings of any SDK client for the emulator, as the developer of an account. */
export function clientSettings(
  { endpoint, secretAccessKey }: EmulatorAccess,
  { region, accountId }: { region: string; accountId: string },
) {
  assertLoopback(endpoint);
  return {
    endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey },
  };
}

/** SDK clients for the emulator, which can reach nothing but loopback. */
export function createClients(
  access: EmulatorAccess,
  account: { region: string; accountId: string },
) {
  const settings = clientSettings(access, account);
  return {
    dynamoDb: new DynamoDBClient(settings),
    iam: new IAMClient(settings),
    // A second try would invoke the function twice.
    lambda: new LambdaClient({ ...settings, maxAttempts: 1 }),
    logs: new CloudWatchLogsClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    // Whatever host a queue's URL names: nothing goes anywhere but there.
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
  };
}

export type Clients = ReturnType<typeof createClients>;

function assertLoopback(endpoint: string): void {
  const { hostname } = new URL(endpoint);
  if (hostname !== '127.0.0.1') {
    throw new SandboxError(`Local commands do not talk to ${endpoint}.`, {
      why: 'The sandbox is reached at 127.0.0.1 only.',
      next: '`make status`',
    });
  }
}
