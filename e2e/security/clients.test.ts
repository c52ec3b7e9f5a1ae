import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, test } from 'vitest';
import { inRepository } from '../../scripts/system/paths.ts';
import { ensureTerraformTools } from '../../scripts/toolchain/terraform-tools.ts';
import {
  accountId,
  bucket,
  checkout,
  clientsOf,
  developer,
  endpoint,
  environment,
  functionName,
  queueUrl,
  table,
} from './support/sandbox.ts';

/** Keys whose signature depends on how a client writes them in a URL. */
const keys = [
  'plain',
  'with space',
  'with+plus',
  'ünïcode/日本',
  'a//b',
  '../up',
  'a/./b',
  'a%20b',
  "quote'(*)!",
  'q?a=b&c=d#e',
  '~tilde=@:,;$',
];

const folder = mkdtempSync(path.join(tmpdir(), 'clients-'));
const { dynamoDb, lambda, s3, sqs } = clientsOf(developer);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  const Objects = [...keys, 'large', 'posted', 'streamed', 'cli', 'copy'].map(
    (Key) => ({ Key }),
  );
  await s3.send(
    new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }),
  );
});

/** As typed into a shell after `eval "$(make -s env)"`. */
async function run(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    maxBuffer: 64 << 20,
  });
  return stdout;
}

const inPython = (program: string) =>
  path.join(checkout, '.local', 'python', 'bin', program);

describe('boto3', () => {
  test('makes every call, and its URLs and forms work without it', async () => {
    const program = path.join(import.meta.dirname, 'support/boto3_client.py');

    const found = JSON.parse(
      await run(inPython('python'), program, JSON.stringify(keys)),
    );

    expect(found).toMatchObject({
      identity: accountId,
      read: Object.fromEntries(keys.map((key) => [key, key])),
      large: true,
      listed: [...keys, 'large'].sort(),
      items: true,
      payments: 1,
      groups: true,
      roles: true,
      alarms: true,
      keys: 'served',
      'wrong secret': [
        'SignatureDoesNotMatch',
        'SignatureDoesNotMatch',
        'InvalidSignatureException',
      ],
    });
    for (const [key, url] of found.urls) {
      expect(await run('curl', '-fsS', '--path-as-is', url)).toBe(key);
    }
    for (const { url, fields } of found.forms) {
      const given = Object.entries(fields).flatMap(([name, value]) => [
        '--form-string',
        `${name}=${value}`,
      ]);
      const content = randomUUID();
      await run('curl', '-fsS', ...given, '--form', `file=${content}`, url);
      await expectObject('posted', Buffer.from(content));
    }
  });
});

async function expectObject(Key: string, content: Buffer): Promise<void> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  expect(bytes.equals(content), Key).toBe(true);
}

describe('the SDK for JavaScript', () => {
  test.each(keys)(
    'stores, copies, reads and deletes the object %s',
    async (Key) => {
      const content = Buffer.from(`object ${Key}`);
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key, Body: content }),
      );
      await expectObject(Key, content);
      await s3.send(
        new CopyObjectCommand({
          Bucket: bucket,
          Key: 'copy',
          CopySource: encodeURIComponent(`${bucket}/${Key}`),
        }),
      );
      await expectObject('copy', content);
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    },
  );

  test('stores a stream, which is signed in chunks', async () => {
    const content = randomBytes(3 << 20);

    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: 'streamed',
        Body: Readable.from([content.subarray(0, 99), content.subarray(99)]),
        ContentLength: content.length,
      }),
    );

    await expectObject('streamed', content);
  });

  test('stores an object in parts', async () => {
    const object = { Bucket: bucket, Key: 'large' };
    const parts = [randomBytes(5 << 20), randomBytes(1 << 20)];
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand(object),
    );

    const Parts = await Promise.all(
      parts.map(async (Body, index) => {
        const part = { ...object, UploadId, Body, PartNumber: index + 1 };
        const { ETag } = await s3.send(new UploadPartCommand(part));
        return { ETag, PartNumber: index + 1 };
      }),
    );
    await s3.send(
      new CompleteMultipartUploadCommand({
        ...object,
        UploadId,
        MultipartUpload: { Parts },
      }),
    );

    await expectObject('large', Buffer.concat(parts));
  });

  test('reads pages, invokes, and uses the URL of a queue', async () => {
    const pages = paginateScan(
      { client: dynamoDb, pageSize: 1 },
      { TableName: table },
    );
    let count = 0;
    for await (const { Items = [] } of pages) {
      count += Items.length;
    }
    expect(count).toBeGreaterThan(2);

    const { StatusCode } = await lambda.send(
      new InvokeCommand({
        FunctionName: functionName,
        Payload: Buffer.from('{"count":1}'),
      }),
    );
    expect(StatusCode).toBe(200);

    const queue = await sqs.send(
      new CreateQueueCommand({ QueueName: `clients-${randomUUID()}` }),
    );
    expect(queue.QueueUrl).toContain(endpoint);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.QueueUrl,
        MessageBody: 'ü + &',
      }),
    );
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queue.QueueUrl }),
    );
    expect(Messages.map(({ Body }) => Body)).toEqual(['ü + &']);
    await sqs.send(new DeleteQueueCommand({ QueueUrl: queue.QueueUrl }));
  });
});

describe('the AWS CLI', () => {
  const program = existsSync(inPython('aws')) ? inPython('aws') : 'aws';
  // Some releases ignore the variable: version 1 for SQS, 2 before 2.13 everywhere.
  const aws = (...args: string[]) =>
    run(program, '--endpoint-url', endpoint, ...args);

  test('copies large files, invokes, and sends to the queue', async () => {
    const file = path.join(folder, 'file');
    const content = randomBytes(9 << 20);
    writeFileSync(file, content);
    writeFileSync(path.join(folder, 'payload'), '{"count":1}');

    await aws('s3', 'cp', '--no-progress', file, `s3://${bucket}/cli`);
    await expectObject('cli', content);
    const response = await aws(
      ...['lambda', 'invoke', '--function-name', functionName],
      ...['--payload', 'fileb://payload', 'response'],
    );
    await aws(
      ...['sqs', 'send-message'],
      ...['--queue-url', queueUrl, '--message-body', 'x'],
    );

    expect(JSON.parse(response)).toMatchObject({ StatusCode: 200 });
  });
});

test('Terraform reads the sandbox with the exported variables', async () => {
  for (const file of ['terraform.tf', '.terraform.lock.hcl']) {
    copyFileSync(inRepository('terraform', file), path.join(folder, file));
  }
  writeFileSync(
    path.join(folder, 'main.tf'),
    `provider "aws" {}
     data "aws_caller_identity" "own" {}
     output "account" { value = data.aws_caller_identity.own.account_id }`,
  );
  const { terraform, cliConfig } = await ensureTerraformTools();
  environment.TF_CLI_CONFIG_FILE = cliConfig;

  await run(terraform.path, 'init', '-no-color');

  expect(await run(terraform.path, 'plan', '-no-color')).toContain(
    `account = "${accountId}"`,
  );
});
