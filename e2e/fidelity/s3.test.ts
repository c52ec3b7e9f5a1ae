import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Clients,
  clientSettings,
} from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import { emptyAccountId, fidelityAccountId } from '../support/accounts.ts';
import { connect } from './connect.ts';

const Bucket = 'fidelity-of-the-sandbox';
const Key = 'journal.ndjson';
let s3: Clients['s3'];
let endpoint: string;
let settings: ReturnType<typeof clientSettings>;

beforeAll(async () => {
  ({ s3 } = await connect());
  const emulator = await requireEmulator();
  ({ endpoint } = emulator);
  settings = clientSettings(emulator, {
    region: 'us-east-1',
    accountId: fidelityAccountId,
  });
  await s3.send(new CreateBucketCommand({ Bucket }));
  await put('first');
});

afterAll(async () => {
  await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteBucketCommand({ Bucket }));
});

const put = (Body: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*' }));

describe('S3', () => {
  test('writes an object once with If-None-Match', async () => {
    await expect(put('second')).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    const { ContentLength } = await s3.send(
      new HeadObjectCommand({ Bucket, Key }),
    );
    expect(ContentLength).toBe('first'.length);
  });

  test('refuses a body other than the signed one, and keeps the old object', async () => {
    const replaced = new S3Client({ ...settings, forcePathStyle: true });
    replaced.middlewareStack.add(
      (next) => (args) => {
        // After the signature, as a proxy would.
        (args.request as { body: Buffer }).body = Buffer.from('third');
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );

    await expect(
      replaced.send(new PutObjectCommand({ Bucket, Key, Body: 'first' })),
    ).rejects.toMatchObject({ name: 'XAmzContentSHA256Mismatch' });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('first');
  });

  test('refuses a bucket name that another account has', async () => {
    const other = new S3Client({
      ...clientSettings(await requireEmulator(), {
        region: 'us-east-1',
        accountId: emptyAccountId,
      }),
      forcePathStyle: true,
    });

    await expect(
      other.send(new CreateBucketCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
  });

  test('refuses an unsigned request', async () => {
    const { status } = await fetch(`${endpoint}/${Bucket}/${Key}`);

    expect(status).toBe(403);
  });

  test('refuses to delete a bucket that holds an object', async () => {
    await expect(
      s3.send(new DeleteBucketCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'BucketNotEmpty' });
  });
});
