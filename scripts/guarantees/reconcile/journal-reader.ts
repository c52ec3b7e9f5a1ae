import {
  GetObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CorruptJournalError } from '../../../journal/corrupt-journal-error.ts';
import { decodeJournal } from '../../../journal/journal-encoding.ts';
import { readObjectBody } from '../../../journal/object-body.ts';
import type { Payment } from '../../../journal/payment.ts';

/** An object that is not a valid journal. */
export interface UnreadableObject {
  readonly objectKey: string;
  readonly line: number;
  readonly reason: string;
}

export interface JournalVisitor {
  onPayment: (payment: Payment, objectKey: string) => void;
  onUnreadable: (object: UnreadableObject) => void;
}

const objectsAtATime = 4;

/** Reads every journal object as the function does: completely, or not at all. */
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
  try {
    const object = await client.send(
      new GetObjectCommand({ Bucket: bucketName, Key: objectKey }),
    );
    const bytes = await readObjectBody(object, objectKey);
    for (const payment of await decodeJournal(bytes, objectKey)) {
      onPayment(payment, objectKey);
    }
  } catch (error) {
    if (!(error instanceof CorruptJournalError)) {
      throw error;
    }
    const { line, reason } = error;
    onUnreadable({ objectKey, line, reason });
  }
}
