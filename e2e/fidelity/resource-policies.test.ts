import {
  DeleteUserPolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type Clients,
  clientSettings,
} from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import { fidelityAccountId } from '../support/accounts.ts';
import { connect } from './connect.ts';
import { createUser, deleteUser } from './user.ts';

const Bucket = 'resource-policies-of-the-sandbox';
const UserName = 'resource-policies';
const userArn = `arn:aws:iam::${fidelityAccountId}:user/${UserName}`;
const plainHttp = { 'x-sandbox-secure-transport': 'false' };
let clients: Clients;
let settings: ReturnType<typeof clientSettings>;
/** Of a user without any policy. */
let user: S3Client;
let key: Awaited<ReturnType<typeof createUser>>;

function document(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

function tlsOnly(action: string, Resource: string | string[]): string {
  return document({
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
}

/** Sends each request of a client as if over plain HTTP. */
function overPlainHttp<Client extends S3Client | SQSClient>(
  client: Client,
): Client {
  (client as S3Client).middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      Object.assign(headers, plainHttp);
      return next(args);
    },
    { step: 'build' },
  );
  return client;
}

const read = (Key: string) => new GetObjectCommand({ Bucket, Key });

async function putBucketPolicy(Policy: string): Promise<void> {
  await clients.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

beforeAll(async () => {
  clients = await connect();
  settings = clientSettings(await requireEmulator(), {
    region: 'us-east-1',
    accountId: fidelityAccountId,
  });
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
  await clients.s3.send(
    new PutObjectCommand({ Bucket, Key: 'k', Body: 'text' }),
  );
  key = await createUser(clients, UserName);
  user = new S3Client({ ...settings, forcePathStyle: true, credentials: key });
});

afterEach(() => clients.s3.send(new DeleteBucketPolicyCommand({ Bucket })));

afterAll(async () => {
  await deleteUser(clients, UserName, key);
  await clients.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  await clients.s3.send(new DeleteBucketCommand({ Bucket }));
});

describe('the policy of a bucket', () => {
  test('refuses plain HTTP, which the sandbox only simulates', async () => {
    const arn = `arn:aws:s3:::${Bucket}`;
    await putBucketPolicy(tlsOnly('s3:*', [arn, `${arn}/*`]));
    const plain = overPlainHttp(
      new S3Client({ ...settings, forcePathStyle: true }),
    );

    await expect(clients.s3.send(read('k'))).resolves.toBeDefined();
    await expect(plain.send(read('k'))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'with an explicit deny in a resource-based policy',
      ),
    });
  });

  test('grants a user without a policy what it names', async () => {
    await expect(user.send(read('k'))).rejects.toMatchObject({
      name: 'AccessDenied',
    });

    await putBucketPolicy(
      document({
        Effect: 'Allow',
        Principal: { AWS: userArn },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      }),
    );

    await expect(user.send(read('k'))).resolves.toBeDefined();
  });

  test('that denies everyone can be deleted by the developer', async () => {
    await putBucketPolicy(
      document({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      }),
    );
    await expect(clients.s3.send(read('k'))).rejects.toMatchObject({
      name: 'AccessDenied',
    });

    await clients.s3.send(new DeleteBucketPolicyCommand({ Bucket }));

    await expect(clients.s3.send(read('k'))).resolves.toBeDefined();
  });
});

describe('the policy of a queue', () => {
  test('refuses plain HTTP, which the sandbox only simulates', async () => {
    const QueueName = 'resource-policies';
    const { QueueUrl } = await clients.sqs.send(
      new CreateQueueCommand({
        QueueName,
        Attributes: {
          Policy: tlsOnly(
            'sqs:*',
            `arn:aws:sqs:us-east-1:${fidelityAccountId}:${QueueName}`,
          ),
        },
      }),
    );
    const plain = overPlainHttp(new SQSClient(settings));
    const message = () =>
      new SendMessageCommand({ QueueUrl, MessageBody: 'text' });

    await expect(clients.sqs.send(message())).resolves.toBeDefined();
    await expect(plain.send(message())).rejects.toMatchObject({
      message: expect.stringContaining(
        'with an explicit deny in a resource-based policy',
      ),
    });
    await clients.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  });
});

describe('a missing key', () => {
  test('is 403 to a user that may not list the bucket, and 404 otherwise', async () => {
    const allow = (Action: string[]) =>
      clients.iam.send(
        new PutUserPolicyCommand({
          UserName,
          PolicyName: 'read',
          PolicyDocument: document({ Effect: 'Allow', Action, Resource: '*' }),
        }),
      );
    const head = () => new HeadObjectCommand({ Bucket, Key: 'missing' });

    await allow(['s3:GetObject']);
    await expect(user.send(read('k'))).resolves.toBeDefined();
    await expect(user.send(read('missing'))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(user.send(head())).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });

    await allow(['s3:GetObject', 's3:ListBucket']);
    await expect(user.send(read('missing'))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    await expect(user.send(head())).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    await clients.iam.send(
      new DeleteUserPolicyCommand({ UserName, PolicyName: 'read' }),
    );
  });
});
