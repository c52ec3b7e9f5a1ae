// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of policy variables.
import {
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteUserPolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clients } from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import { connect } from './connect.ts';
import { createTable } from './table.ts';
import { createUser, deleteUser } from './user.ts';

const UserName = 'alice';
const Bucket = 'conditions-of-the-sandbox';
const TableName = 'conditions';
let developer: Clients;
let key: Awaited<ReturnType<typeof createUser>>;
/** The same services with the user's key. */
let alice: { dynamoDb: DynamoDBClient; s3: S3Client; sqs: SQSClient };

beforeAll(async () => {
  developer = await connect();
  const { endpoint } = await requireEmulator();
  key = await createUser(developer, UserName, [{ Key: 'Team', Value: 'blue' }]);
  const settings = { endpoint, region: 'us-east-1', credentials: key };
  alice = {
    dynamoDb: new DynamoDBClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
  };
});

afterAll(async () => {
  const { iam } = developer;
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }));
  await deleteUser(developer, UserName, key);
});

const PolicyName = 'conditions';

function grant(Action: string, Condition: object, Resource = '*') {
  const Statement = { Effect: 'Allow', Action, Resource, Condition };
  return developer.iam.send(
    new PutUserPolicyCommand({
      UserName,
      PolicyName,
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
}

async function expectDenied(call: Promise<unknown>, text = 'not authorized') {
  const error = await call.then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error?.name).toMatch(/^AccessDenied/);
  expect(error?.message).toContain(text);
}

describe('conditions', () => {
  test('confine a user to a prefix of a bucket that bears the name', async () => {
    await developer.s3.send(new CreateBucketCommand({ Bucket }));
    await grant('s3:ListBucket', {
      StringLike: { 's3:prefix': '${aws:username}/*' },
      NumericLessThanEquals: { 's3:max-keys': '10' },
    });
    const list = (Prefix: string, MaxKeys: number) =>
      alice.s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys }));

    await list('alice/2026', 10);
    await expectDenied(list('bob/2026', 10));
    await expectDenied(list('alice/2026', 11));
    await developer.s3.send(new DeleteBucketCommand({ Bucket }));
  });

  test('confine a user to items and attributes of a table', async () => {
    const { dynamoDb } = developer;
    await createTable(developer, TableName);
    await grant('dynamodb:*Item', {
      'ForAllValues:StringEquals': {
        'dynamodb:LeadingKeys': '${aws:username}',
        'dynamodb:Attributes': ['id', 'amount'],
      },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    });
    const put = (id: string, name: string) =>
      alice.dynamoDb.send(
        new PutItemCommand({
          TableName,
          Item: { id: { S: id }, [name]: { N: '5' } },
        }),
      );
    const get = (ProjectionExpression?: string) =>
      alice.dynamoDb.send(
        new GetItemCommand({
          TableName,
          Key: { id: { S: 'alice' } },
          ...(ProjectionExpression && { ProjectionExpression }),
        }),
      );

    await put('alice', 'amount');
    await expectDenied(put('bob', 'amount'));
    await expectDenied(put('alice', 'secret'));
    expect((await get('amount')).Item).toEqual({ amount: { N: '5' } });
    await expectDenied(get());
    await expectDenied(alice.dynamoDb.send(new ScanCommand({ TableName })));
    await dynamoDb.send(new DeleteTableCommand({ TableName }));
  });

  test('compare the tags of the user, the request and the resource', async () => {
    const create = (QueueName: string, Team: string) =>
      alice.sqs.send(new CreateQueueCommand({ QueueName, tags: { Team } }));
    const send = (QueueUrl?: string) =>
      alice.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));

    await grant('sqs:*Queue', {
      StringEquals: { 'aws:RequestTag/Team': '${aws:PrincipalTag/team}' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] },
    });
    const { QueueUrl } = await create('conditions-blue', 'blue');
    await expectDenied(create('conditions-red', 'red'));
    await expectDenied(send(QueueUrl));
    await grant('sqs:SendMessage', {
      StringEquals: { 'aws:ResourceTag/Team': '${aws:PrincipalTag/Team}' },
    });
    await send(QueueUrl);
    await developer.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  });

  test('are refused by name if the sandbox cannot know the key', async () => {
    await grant('s3:*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } });

    await expectDenied(
      alice.s3.send(new ListObjectsV2Command({ Bucket })),
      'does not evaluate the condition key aws:PrincipalOrgID',
    );
  });
});
