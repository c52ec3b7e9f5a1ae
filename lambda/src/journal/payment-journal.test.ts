import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  NoSuchKey,
  type PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { sdkStreamMixin } from '@smithy/core/serde';
import { describe, expect, it } from 'vitest';
import { encodeJournal } from '../../../journal/journal-encoding.ts';
import { generatePayments, seededRunTime } from '../payment/payment.ts';
import { createRandom } from '../random/random.ts';
import { createPaymentJournal } from './payment-journal.ts';

const objectKey = 'journal/order-4711.ndjson.gz';
const payments = generatePayments(3, createRandom('demo'), seededRunTime);
const enoughTime = () => 5_000;

const refusal = (name: string, httpStatusCode: number) =>
  new S3ServiceException({
    name,
    message: 'as S3 says',
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode },
  });

/** A journal whose S3 client returns these responses in turn and records its calls. */
function journalWithResponses(...responses: readonly (object | Error)[]) {
  const calls: (PutObjectCommand | GetObjectCommand)[] = [];
  const client = {
    async send(command: PutObjectCommand | GetObjectCommand) {
      const response = responses[calls.length];
      calls.push(command);
      if (response instanceof Error) {
        throw response;
      }
      return response;
    },
  } as unknown as S3Client;
  return { journal: createPaymentJournal(client, 'bucket'), calls };
}

describe('PaymentJournal.add', () => {
  it('writes the object only if it does not exist', async () => {
    const { journal, calls } = journalWithResponses({});

    const outcome = await journal.add(
      objectKey,
      { payments, seed: 'münz' },
      enoughTime,
    );

    expect(outcome).toEqual({ added: true, retries: 0 });
    expect(calls[0]?.input).toMatchObject({
      Bucket: 'bucket',
      Key: objectKey,
      Body: await encodeJournal(payments),
      Metadata: { seed: 'm%C3%BCnz' },
      IfNoneMatch: '*',
    });
  });

  it('reports that the object already exists', async () => {
    const { journal } = journalWithResponses(
      refusal('PreconditionFailed', 412),
    );

    const outcome = await journal.add(
      objectKey,
      { payments, seed: undefined },
      enoughTime,
    );

    expect(outcome).toEqual({ added: false, retries: 0 });
  });

  it.each([
    refusal('ConditionalRequestConflict', 409),
    refusal('SlowDown', 503),
    refusal('InternalError', 500),
  ])('tries again after $name', async (error) => {
    const { journal } = journalWithResponses(error, {});

    const outcome = await journal.add(
      objectKey,
      { payments, seed: undefined },
      enoughTime,
    );

    expect(outcome).toEqual({ added: true, retries: 1 });
  });

  it('names the object when it cannot be written', async () => {
    const { journal } = journalWithResponses(refusal('AccessDenied', 403));

    const adding = journal.add(
      objectKey,
      { payments, seed: undefined },
      enoughTime,
    );

    await expect(adding).rejects.toThrow(
      `Could not write the journal object \`${objectKey}\`.\n` +
        'Reason: AccessDenied: as S3 says.\nNothing was written to the table.',
    );
  });
});

describe('PaymentJournal.read', () => {
  const storedObject = async (bytes?: Uint8Array) => ({
    Body: sdkStreamMixin(
      Readable.from([bytes ?? (await encodeJournal(payments))]),
    ),
    Metadata: { seed: 'm%C3%BCnz' },
  });

  it("returns the object's payments and seed", async () => {
    const { journal, calls } = journalWithResponses(
      refusal('SlowDown', 503),
      await storedObject(),
    );

    const entry = await journal.read(objectKey, enoughTime);

    expect(entry).toEqual({ payments, seed: 'münz' });
    expect(calls[1]).toBeInstanceOf(GetObjectCommand);
    expect(calls[1]?.input).toEqual({ Bucket: 'bucket', Key: objectKey });
  });

  it("returns another writer's seed as it is in the metadata", async () => {
    const { journal } = journalWithResponses({
      ...(await storedObject()),
      Metadata: { seed: '100%' },
    });

    expect(await journal.read(objectKey, enoughTime)).toEqual({
      payments,
      seed: '100%',
    });
  });

  it.each([
    new NoSuchKey({ message: 'no such key', $metadata: {} }),
    refusal('AccessDenied', 403),
  ])('names the object when it is missing ($name)', async (error) => {
    const { journal } = journalWithResponses(error);

    await expect(journal.read(objectKey, enoughTime)).rejects.toThrow(
      `The bucket \`bucket\` holds no object \`${objectKey}\``,
    );
  });

  it('names the object when it is corrupt', async () => {
    const { journal } = journalWithResponses(
      await storedObject(Buffer.from('{}')),
    );

    await expect(journal.read(objectKey, enoughTime)).rejects.toThrow(
      `The journal object \`${objectKey}\` cannot be used: see line 1.`,
    );
  });

  it('does not read the body of an object that is too large', async () => {
    const body = Readable.from([Buffer.alloc(10)]);
    const { journal } = journalWithResponses({
      Body: sdkStreamMixin(body),
      ContentLength: 300 * 2 ** 20,
    });

    await expect(journal.read(objectKey, enoughTime)).rejects.toThrow(
      `The journal object \`${objectKey}\` cannot be used: see line 1.\n` +
        'Reason: Expected an object of at most 16777216 bytes, got 314572800.',
    );
    expect(body.destroyed).toBe(true);
    expect(body.readableDidRead).toBe(false);
  });

  it('names the object when there is no response in time', async () => {
    const { journal } = journalWithResponses(refusal('SlowDown', 503));
    const remaining = [100, 0];

    const reading = journal.read(objectKey, () => remaining.shift() ?? 0);

    await expect(reading).rejects.toThrow(
      `Could not read the journal object \`${objectKey}\`.\n` +
        "Reason: DeadlineNearError: the invocation's deadline is too near " +
        'for another attempt, after SlowDown: as S3 says.',
    );
  });
});
