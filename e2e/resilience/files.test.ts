import { chmodSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { createClients } from '../../scripts/emulator/clients.ts';
import type { Engine } from '../../scripts/emulator/engine.ts';
import { createHostEngine } from '../../scripts/emulator/host/engine.ts';
import { findFreePort } from '../../scripts/system/ports.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { copyCheckout } from '../support/copy-checkout.ts';
import { startMake } from '../support/make.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { downloaded } from './support/checkout.ts';
import { writtenOutside } from './support/written-outside.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) {
    await cleanUp();
  }
});

/** An emulator like that of another checkout: its own folder and port. */
async function startEmulator(): Promise<{ engine: Engine; s3: S3Client }> {
  const folder = makeTestFolder();
  const engine = createHostEngine(folder, {
    SERVICES: 's3',
    SANDBOX_SNAPSHOTS: '',
  });
  cleanUps.push(
    () => rmSync(folder, { recursive: true }),
    () => engine.stop(),
  );
  const port = await findFreePort();
  const endpoint = `http://127.0.0.1:${port}`;
  await engine.start({
    port,
    lambdaRuntime: 'process',
    autosaveSeconds: 0,
    recordsRequests: true,
  });
  await waitUntil(
    async () =>
      (await fetch(`${endpoint}/_localstack/health`).catch(() => undefined))
        ?.ok || undefined,
    { what: 'A healthy emulator', intervalMs: 100, timeoutMs: 300_000 },
  );
  const secretAccessKey = (await engine.inspect())?.secretAccessKey ?? '';
  const { s3 } = createClients(
    { endpoint, secretAccessKey },
    { region: 'us-east-1', accountId: '000000000000' },
  );
  return { engine, s3 };
}

describe('files of the sandbox', () => {
  test('.local is private, even if it was open before', async () => {
    const checkout = copyCheckout(downloaded);
    cleanUps.push(() => rmSync(checkout, { recursive: true }));
    const local = path.join(checkout, '.local');
    chmodSync(local, 0o777);

    await startMake(checkout, ['status']).ended;

    expect(statSync(local).mode & 0o777).toBe(0o700);
  });

  test('large objects survive the destruction of another stack', async () => {
    const [own, other] = await Promise.all([startEmulator(), startEmulator()]);
    const Bucket = 'journal';
    const large = { Bucket, Body: Buffer.alloc(1_500_000, 'x') };
    for (const { s3 } of [own, other]) {
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new PutObjectCommand({ ...large, Key: 'before' }));
    }

    await other.s3.send(new DeleteObjectCommand({ Bucket, Key: 'before' }));
    await other.s3.send(new DeleteBucketCommand({ Bucket }));
    await other.engine.stop();

    await own.s3.send(new PutObjectCommand({ ...large, Key: 'after' }));
    for (const Key of ['before', 'after']) {
      const { Body } = await own.s3.send(new GetObjectCommand({ Bucket, Key }));
      const bytes = (await Body?.transformToByteArray())?.byteLength;
      expect(bytes).toBe(large.Body.byteLength);
    }
  });

  test('nothing is left in /tmp or the home folder after setup to local-down', () => {
    // A checkout in which Python packages have not been installed yet.
    const checkout = copyCheckout(downloaded);
    cleanUps.push(() => rmSync(checkout, { recursive: true }));
    const port = inject('port');

    const left = writtenOutside(
      checkout,
      `touch /tmp/control ~/control
       make local-up ENGINE=host PORT=${port}
       make invoke COUNT=3
       make local-down`,
    );

    expect(left).toEqual(['/tmp/control', '~/control']);
  });
});
