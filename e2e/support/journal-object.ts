import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { LiveStack } from './restored-sandbox.ts';

type Deployed = Pick<LiveStack, 'clients' | 'outputs'>;

/** Reads the lines of a journal object. */
export async function readJournalObject(
  { clients, outputs }: Deployed,
  Key: string,
): Promise<string[]> {
  const { Body } = await clients.s3.send(
    new GetObjectCommand({ Bucket: outputs.s3_bucket_name, Key }),
  );
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  return gunzipSync(bytes).toString().trimEnd().split('\n');
}

/** Puts any bytes, or lines in gzip, under a key. */
export async function putJournalObject(
  { clients, outputs }: Deployed,
  Key: string,
  content: Uint8Array | readonly string[],
): Promise<void> {
  const Body =
    content instanceof Uint8Array
      ? content
      : gzipSync(content.map((line) => `${line}\n`).join(''));
  await clients.s3.send(
    new PutObjectCommand({ Bucket: outputs.s3_bucket_name, Key, Body }),
  );
}
