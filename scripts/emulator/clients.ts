import { createRequire } from 'node:module';
import { SandboxError } from '../output/errors.ts';
import { lazily } from '../system/lazily.ts';

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

type Sdk = {
  'client-cloudwatch-logs': typeof import('@aws-sdk/client-cloudwatch-logs');
  'client-dynamodb': typeof import('@aws-sdk/client-dynamodb');
  'client-iam': typeof import('@aws-sdk/client-iam');
  'client-lambda': typeof import('@aws-sdk/client-lambda');
  'client-s3': typeof import('@aws-sdk/client-s3');
  'client-sqs': typeof import('@aws-sdk/client-sqs');
};

const requireHere = createRequire(import.meta.url);

/**
 * Loads a package of the SDK when it is needed: each takes 50 to 100 ms. It is the
 * same instance that an `import` yields, because the SDK is CommonJS.
 */
export function loadSdk<Name extends keyof Sdk>(name: Name): Sdk[Name] {
  return requireHere(`@aws-sdk/${name}`);
}

/**
 * SDK clients for the emulator, which can reach nothing but loopback. Each is
 * made, and its package loaded, at its first use.
 */
export function createClients(
  access: EmulatorAccess,
  account: { region: string; accountId: string },
) {
  const settings = clientSettings(access, account);
  return lazily({
    dynamoDb: () => new (loadSdk('client-dynamodb').DynamoDBClient)(settings),
    iam: () => new (loadSdk('client-iam').IAMClient)(settings),
    lambda: () =>
      new (loadSdk('client-lambda').LambdaClient)({
        ...settings,
        // A second try would invoke the function twice.
        maxAttempts: 1,
      }),
    logs: () =>
      new (loadSdk('client-cloudwatch-logs').CloudWatchLogsClient)(settings),
    s3: () =>
      new (loadSdk('client-s3').S3Client)({
        ...settings,
        forcePathStyle: true,
      }),
    sqs: () =>
      new (loadSdk('client-sqs').SQSClient)({
        ...settings,
        // Whatever host a queue's URL names: nothing goes anywhere but there.
        useQueueUrlAsEndpoint: false,
      }),
  });
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
