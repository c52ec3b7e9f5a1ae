import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CorruptJournalError } from '../../../journal/corrupt-journal-error.ts';
import { decodeJournal } from '../../../journal/journal-encoding.ts';
import { readObjectBody } from '../../../journal/object-body.ts';
import type { Payment } from '../../../journal/payment.ts';
import type {
  JournalCache,
  JournalContent,
  ObjectVersion,
  UnreadableObject,
} from './journal-cache.ts';

export interface JournalVisitor {
  onPayment: (payment: Payment, objectKey: string) => void;
  onUnreadable: (object: UnreadableObject) => void;
}

const objectsAtATime = 4;

/**
 * Reads every journal object as the function does: completely, or not at all.
 *
 * @param cache of an earlier read: only other objects are read.
 */
export async function readJournal(
  client: S3Client,
  bucketName: string,
  { onPayment, onUnreadable }: JournalVisitor,
  cache?: JournalCache,
): Promise<void> {
  const pages = paginateListObjectsV2(
    { client },
    { Bucket: bucketName, Prefix: 'journal/' },
  );
  const listed = new Set<string>();
  const readOne = async (object: ObjectVersion) => {
    const content =
      cache?.find(object) ??
      (await readObject(client, bucketName, object.objectKey, cache));
    if ('unreadable' in content) {
      onUnreadable(content.unreadable);
      return;
    }
    for (const payment of content.payments) {
      onPayment(payment, object.objectKey);
    }
  };
  for await (const { Contents = [] } of pages) {
    const objects = Contents.map(({ Key = '', ETag }) => {
      listed.add(Key);
      return { objectKey: Key, etag: ETag };
    }).values();
    const read = async () => {
      for (const object of objects) {
        await readOne(object);
      }
    };
    await Promise.all(Array.from({ length: objectsAtATime }, read));
  }
  cache?.retain(listed);
}

async function readObject(
  client: S3Client,
  bucketName: string,
  objectKey: string,
  cache: JournalCache | undefined,
): Promise<JournalContent> {
  const object = await client.send(
    new GetObjectCommand({ Bucket: bucketName, Key: objectKey }),
  );
  const content = await decodeObject(object, objectKey);
  // Not the ETag of the list: the object may have been overwritten since.
  cache?.add({ objectKey, etag: object.ETag }, content);
  return content;
}

async function decodeObject(
  object: GetObjectCommandOutput,
  objectKey: string,
): Promise<JournalContent> {
  try {
    const bytes = await readObjectBody(object, objectKey);
    return { payments: await decodeJournal(bytes, objectKey) };
  } catch (error) {
    if (!(error instanceof CorruptJournalError)) {
      throw error;
    }
    const { line, reason } = error;
    return { unreadable: { objectKey, line, reason } };
  }
}
