import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { unzipSync, zipSync } from 'fflate';
import { createClients } from '../../scripts/emulator/clients.ts';
import type { StandIn } from './stand-in.ts';

const evil = new TextEncoder().encode('evil');

/** The state bucket of the stand-in, as another operator uses it. */
export function openStateBucket(
  standIn: StandIn,
  account: string,
  region: string,
) {
  const { s3 } = createClients(standIn, { region, accountId: account });
  const Bucket = `payments-sandbox-state-${account}-${region}`;
  const put = (Key: string, value: object) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(value) }));
  const lock = 'dev/terraform.tfstate.tflock';
  const stamp = 'dev/stamp.json';
  return {
    /** In the same way as Terraform. */
    holdLock: () =>
      put(lock, {
        ID: '11111111-2222-3333-4444-555555555555',
        Operation: 'OperationTypeApply',
        Who: 'alice@laptop',
        Version: '1.11.4',
        Created: new Date().toISOString(),
        Path: `${Bucket}/dev/terraform.tfstate`,
      }),

    releaseLock: () => s3.send(new DeleteObjectCommand({ Bucket, Key: lock })),

    /** Adds a file to every stored release while `work` runs. */
    async withEvilReleases(work: () => Promise<void>): Promise<void> {
      const { Contents = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'dev/releases/' }),
      );
      const before = await Promise.all(
        Contents.map(async ({ Key = '' }) => {
          const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
          return { Key, zip: (await Body?.transformToByteArray()) ?? evil };
        }),
      );
      const putAll = (change: (zip: Uint8Array) => Uint8Array) =>
        Promise.all(
          before.map(({ Key, zip }) =>
            s3.send(new PutObjectCommand({ Bucket, Key, Body: change(zip) })),
          ),
        );
      await putAll((zip) =>
        zipSync({
          ...unzipSync(zip),
          '../../escaped.txt': evil,
          'evil_override.tf': evil,
        }),
      );
      try {
        await work();
      } finally {
        await putAll((zip) => zip);
      }
    },

    /** Stamps the state for another target while `work` runs. */
    async withForeignStamp(work: () => Promise<void>): Promise<void> {
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket, Key: stamp }),
      );
      const own = JSON.parse((await Body?.transformToString()) ?? '{}');
      await put(stamp, { ...own, kind: 'aws' });
      try {
        await work();
      } finally {
        await put(stamp, own);
      }
    },
  };
}
