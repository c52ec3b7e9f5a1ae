import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clients } from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import { connect } from './connect.ts';

const Bucket = 'fidelity-of-the-sandbox';
const Key = 'journal.ndjson';
let s3: Clients['s3'];
let endpoint: string;

beforeAll(async () => {
  ({ s3 } = await connect());
  ({ endpoint } = await requireEmulator());
  await s3.send(new CreateBucketCommand({ Bucket }));
});

afterAll(async () => {
  await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteBucketCommand({ Bucket }));
});

const put = (Body: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*' }));

describe('S3', () => {
  test('writes an object once with If-None-Match', async () => {
    await put('first');

    await expect(put('second')).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    const { ContentLength } = await s3.send(
      new HeadObjectCommand({ Bucket, Key }),
    );
    expect(ContentLength).toBe('first'.length);
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
