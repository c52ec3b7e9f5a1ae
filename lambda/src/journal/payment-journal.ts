import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CorruptJournalError } from '../../../journal/corrupt-journal-error.ts';
import {
  decodeJournal,
  encodeJournal,
} from '../../../journal/journal-encoding.ts';
import { readObjectBody } from '../../../journal/object-body.ts';
import type { Payment } from '../../../journal/payment.ts';
import { retryUntilDeadline } from '../retry/retry.ts';
import { withTimeout } from '../retry/transient-error.ts';
import {
  JournalUnavailableError,
  MissingJournalError,
} from './journal-errors.ts';

/** The payments that one request generated. */
export interface JournalEntry {
  readonly payments: readonly Payment[];
  /** The request's seed, if it had one. */
  readonly seed: string | undefined;
}

export interface PaymentJournal {
  readonly bucketName: string;
  /** Writes the entry; `added` is false if the object already exists. */
  add(
    objectKey: string,
    entry: JournalEntry,
    remainingMs: () => number,
  ): Promise<{ added: boolean; retries: number }>;
  read(objectKey: string, remainingMs: () => number): Promise<JournalEntry>;
}

/** The client must not retry by itself: only this code knows the deadline. */
export function createPaymentJournal(
  client: Pick<S3Client, 'send'>,
  bucketName: string,
): PaymentJournal {
  const timingOf = (remainingMs: () => number) => ({
    remainingMs,
    sleep,
    random: Math.random,
  });

  return {
    bucketName,

    async add(objectKey, { payments, seed }, remainingMs) {
      const command = new PutObjectCommand({
        Bucket: bucketName,
        Key: objectKey,
        Body: await encodeJournal(payments),
        ContentType: 'application/gzip',
        // Encoded, because headers carry ASCII only.
        Metadata: seed === undefined ? {} : { seed: encodeURIComponent(seed) },
        IfNoneMatch: '*',
      });
      try {
        const { response: added, retries } = await retryUntilDeadline(
          (timeoutMs) =>
            withTimeout((options) => client.send(command, options), timeoutMs)
              .then(() => true)
              .catch(falseIfExists),
          timingOf(remainingMs),
        );
        return { added, retries };
      } catch (cause) {
        throw new JournalUnavailableError('write', objectKey, { cause });
      }
    },

    async read(objectKey, remainingMs) {
      const command = new GetObjectCommand({
        Bucket: bucketName,
        Key: objectKey,
      });
      const { response } = await retryUntilDeadline(
        (timeoutMs) =>
          withTimeout(async (options) => {
            const object = await client.send(command, options);
            const bytes = await readObjectBody(object, objectKey);
            return { bytes, Metadata: object.Metadata };
          }, timeoutMs),
        timingOf(remainingMs),
      ).catch((cause) => {
        if (cause instanceof CorruptJournalError) {
          throw cause;
        }
        throw isMissing(cause)
          ? new MissingJournalError(objectKey, bucketName, { cause })
          : new JournalUnavailableError('read', objectKey, { cause });
      });
      const seed = response.Metadata?.seed;
      return {
        payments: await decodeJournal(response.bytes, objectKey),
        seed: seed === undefined ? undefined : decodeSeed(seed),
      };
    },
  };
}

/** Another writer may not have encoded it: then it is the text that is there. */
function decodeSeed(seed: string): string {
  try {
    return decodeURIComponent(seed);
  } catch {
    return seed;
  }
}

/** Another invocation wrote the object, or a call whose response was lost. */
function falseIfExists(error: unknown): false {
  if (error instanceof Error && error.name === 'PreconditionFailed') {
    return false;
  }
  throw error;
}

/** S3 returns AccessDenied for a missing key without `s3:ListBucket`. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && ['NoSuchKey', 'AccessDenied'].includes(error.name)
  );
}
