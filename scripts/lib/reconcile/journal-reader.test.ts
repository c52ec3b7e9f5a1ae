import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { readJournal, type UnreadableObject } from './journal-reader.ts';

const line = (paymentId: string) =>
  JSON.stringify({
    payment_id: paymentId,
    created_at: '2026-01-01T00:00:00.000Z',
    amount: '12.30',
    currency: 'EUR',
    merchant_id: 'merchant-0001',
    status: 'captured',
    source: 'mock-generator',
  });

/** Reads a bucket that holds these objects. */
async function read(objects: Record<string, Buffer>) {
  const client = new S3Client({ region: 'eu-central-1' });
  vi.spyOn(client, 'send').mockImplementation(async (command) =>
    command instanceof GetObjectCommand
      ? { Body: Readable.from([objects[command.input.Key ?? '']]) }
      : { Contents: Object.keys(objects).map((Key) => ({ Key })) },
  );
  const paymentIds: string[] = [];
  const unreadable: UnreadableObject[] = [];
  await readJournal(client, 'bucket', {
    onPayment: ({ paymentId }) => paymentIds.push(paymentId),
    onUnreadable: (object) => unreadable.push(object),
  });
  return { paymentIds, unreadable };
}

describe('readJournal', () => {
  it('reads every line of every object', async () => {
    const { paymentIds, unreadable } = await read({
      'journal/a.ndjson.gz': gzipSync(`${line('a1')}\n${line('a2')}\n`),
      'journal/b.ndjson.gz': gzipSync(`${line('b1')}\n`),
    });

    expect(paymentIds.sort()).toEqual(['a1', 'a2', 'b1']);
    expect(unreadable).toEqual([]);
  });

  it.each([
    ['is no gzip', Buffer.from('payments'), 1],
    ['is empty', Buffer.alloc(0), 1],
    ['is cut off', gzipSync(`${line('x')}\n`).subarray(0, 60), 1],
    ['has a wrong line', gzipSync(`${line('x')}\npayment\n`), 2],
    ['ends within a line', gzipSync(`${line('x')}\n${line('y')}`), 2],
  ])('names an object that %s, and reads the others', async (_, bytes, at) => {
    const { paymentIds, unreadable } = await read({
      'journal/a.ndjson.gz': gzipSync(`${line('a1')}\n`),
      'journal/bad.ndjson.gz': bytes,
      'journal/c.ndjson.gz': gzipSync(`${line('c1')}\n`),
    });

    expect(unreadable).toEqual([
      {
        objectKey: 'journal/bad.ndjson.gz',
        line: at,
        reason: expect.any(String),
      },
    ]);
    expect(paymentIds).toEqual(expect.arrayContaining(['a1', 'c1']));
  });
});
