import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import {
  GetObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { fromJournal, type PaymentLine } from './payment-line.ts';

/** An object that cannot be read as a journal. */
export interface UnreadableObject {
  readonly objectKey: string;
  readonly line: number;
  readonly reason: string;
}

export interface JournalVisitor {
  onPayment: (payment: PaymentLine, objectKey: string) => void;
  onUnreadable: (object: UnreadableObject) => void;
}

const objectsAtATime = 4;

/** Reads every journal object, one line after the other. */
export async function readJournal(
  client: S3Client,
  bucketName: string,
  visitor: JournalVisitor,
): Promise<void> {
  const pages = paginateListObjectsV2(
    { client },
    { Bucket: bucketName, Prefix: 'journal/' },
  );
  for await (const { Contents = [] } of pages) {
    const keys = Contents.map(({ Key = '' }) => Key).values();
    const read = async () => {
      for (const objectKey of keys) {
        await readObject(client, bucketName, objectKey, visitor);
      }
    };
    await Promise.all(Array.from({ length: objectsAtATime }, read));
  }
}

async function readObject(
  client: S3Client,
  bucketName: string,
  objectKey: string,
  { onPayment, onUnreadable }: JournalVisitor,
): Promise<void> {
  let line = 1;
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket: bucketName, Key: objectKey }),
  );
  const text = createGunzip().setEncoding('utf8');
  try {
    await pipeline(Body as Readable, text, async (chunks) => {
      for await (const json of splitLines(chunks)) {
        onPayment(fromJournal(json), objectKey);
        line += 1;
      }
    });
  } catch (error) {
    onUnreadable({ objectKey, line, reason: String(error) });
  }
}

async function* splitLines(
  chunks: AsyncIterable<string>,
): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') {
    throw new Error('Expected a line break at the end, got a part of a line.');
  }
}
