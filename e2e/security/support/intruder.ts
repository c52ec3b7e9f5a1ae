/** The attacks of another user of the machine; a separate program, see other-user.ts. */
import { openSync, readFileSync } from 'node:fs';
import {
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { attempt, filesBelow } from './files.ts';

export interface Target {
  endpoint: string;
  accessKeyId: string;
  bucket: string;
  table: string;
  functionName: string;
  roleArn: string;
  queueUrl: string;
}

const attacks = { useApi, takeEvent, readTable, readFiles, readProcesses };

/** Each result by the name of its call; the error code if it failed. */
async function useApi({ endpoint, accessKeyId, ...names }: Target) {
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const lambda = new LambdaClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const RoleName = names.roleArn.split('/').at(-1);
  return outcomes({
    createFunction: () =>
      lambda.send(
        new CreateFunctionCommand({
          FunctionName: `of-${accessKeyId}`,
          Role: names.roleArn,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: {
            ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64'),
          },
        }),
      ),
    invoke: () =>
      lambda.send(
        new InvokeCommand({
          FunctionName: names.functionName,
          Payload: Buffer.from('{"count":1}'),
        }),
      ),
    scan: () =>
      new DynamoDBClient(settings).send(
        new ScanCommand({ TableName: names.table }),
      ),
    listObjects: () =>
      s3.send(new ListObjectsV2Command({ Bucket: names.bucket })),
    putObject: () =>
      s3.send(
        new PutObjectCommand({
          Bucket: names.bucket,
          Key: 'planted',
          Body: '',
        }),
      ),
    purgeQueue: () =>
      new SQSClient(settings).send(
        new PurgeQueueCommand({ QueueUrl: names.queueUrl }),
      ),
    putRolePolicy: () =>
      new IAMClient(settings).send(
        new PutRolePolicyCommand({
          RoleName,
          PolicyName: 'planted',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          }),
        }),
      ),
    assumeRole: () =>
      new STSClient(settings).send(
        new AssumeRoleCommand({
          RoleArn: names.roleArn,
          RoleSessionName: 'intruder',
        }),
      ),
  });
}

async function outcomes(calls: Record<string, () => Promise<unknown>>) {
  const entries = Object.entries(calls).map(async ([name, call]) => [
    name,
    await call().then(
      () => 'done',
      (error: Error) => error.name,
    ),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Polls a Runtime API like an execution environment; gives up after 3 s. */
async function takeEvent(address: string) {
  const next = `${address}/2018-06-01/runtime/invocation/next`;
  try {
    const response = await fetch(next, { signal: AbortSignal.timeout(3000) });
    const requestId = response.headers.get('lambda-runtime-aws-request-id');
    if (requestId) {
      await fetch(`${next.replace('next', requestId)}/response`, {
        method: 'POST',
        body: '{"payment_ids":["made-up"]}',
      });
    }
    return { status: response.status, event: await response.text() };
  } catch (error) {
    return { status: 0, event: (error as Error).name };
  }
}

/** Calls DynamoDB Local directly, with the key that LocalStack would use. */
async function readTable({
  endpoint,
  accessKeyId,
  table,
}: Pick<Target, 'endpoint' | 'accessKeyId' | 'table'>) {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 3000 },
  });
  const tables = await client.send(new ListTablesCommand()).then(
    ({ TableNames }) => TableNames,
    () => [],
  );
  const calls = await outcomes({
    scan: () => client.send(new ScanCommand({ TableName: table })),
    put: () =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: { payment_id: { S: 'planted' }, created_at: { S: '2026' } },
        }),
      ),
  });
  return { tables, ...calls };
}

/** The first readable files below a folder. */
function readFiles(folder: string): string[] {
  return filesBelow(folder)
    .filter((file) => attempt(() => openSync(file, 'r')) !== undefined)
    .slice(0, 5);
}

/** What the kernel reveals of processes, and whether they can be ended. */
function readProcesses(pids: number[]) {
  return pids.map((pid) => ({
    environment: attempt(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
    command: attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    killed: attempt(() => process.kill(pid, 'SIGKILL')) ?? false,
  }));
}

const [, , attack = '', target = ''] = process.argv;
const run = attacks[attack as keyof typeof attacks] as (
  target: unknown,
) => unknown;
process.stdout.write(JSON.stringify(await run(JSON.parse(target))));
