import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { sdkStreamMixin } from '@smithy/core/serde';
import { describe, expect, it, vi } from 'vitest';
import { JournalCache, type UnreadableObject } from './journal-cache.ts';
import { readJournal } from './journal-reader.ts';

/** Pads a name in hex to an id that the function accepts. */
const idOf = (name: string) =>
  `${name.padEnd(8, '0')}-8210-4867-a6ed-7295f8888e4c`;

const line = (name: string, change = {}) =>
  JSON.stringify({
    payment_id: idOf(name),
    created_at: '2026-01-01T00:00:00.000Z',
    amount: '12.30',
    currency: 'EUR',
    merchant_id: 'merchant-0001',
    status: 'captured',
    source: 'mock-generator',
    ...change,
  });

/** Reads a bucket that holds these objects. */
async function read(objects: Record<string, Buffer>, cache?: JournalCache) {
  const client = new S3Client({ region: 'eu-central-1' });
  const got: string[] = [];
  vi.spyOn(client, 'send').mockImplementation(async (command) => {
    if (!(command instanceof GetObjectCommand)) {
      return {
        Contents: Object.entries(objects).map(([Key, bytes]) => ({
          Key,
          ETag: etagOf(bytes),
        })),
      };
    }
    const { Key = '' } = command.input;
    got.push(Key);
    const bytes = objects[Key] ?? Buffer.alloc(0);
    return {
      Body: sdkStreamMixin(Readable.from([bytes])),
      ContentLength: bytes.length,
      ETag: etagOf(bytes),
    };
  });
  const paymentIds: string[] = [];
  const unreadable: UnreadableObject[] = [];
  await readJournal(
    client,
    'bucket',
    {
      onPayment: ({ paymentId }) => paymentIds.push(paymentId),
      onUnreadable: (object) => unreadable.push(object),
    },
    cache,
  );
  return { paymentIds, unreadable, got };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

describe('readJournal', () => {
  it('reads every line of every object', async () => {
    const { paymentIds, unreadable } = await read({
      'journal/a.ndjson.gz': gzipSync(`${line('a1')}\n${line('a2')}\n`),
      'journal/b.ndjson.gz': gzipSync(`${line('b1')}\n`),
    });

    expect(paymentIds.sort()).toEqual(['a1', 'a2', 'b1'].map(idOf));
    expect(unreadable).toEqual([]);
  });

  it.each([
    ['is not gzip', Buffer.from('payments'), 1],
    ['is empty', Buffer.alloc(0), 1],
    ['is cut off', gzipSync(`${line('e1')}\n`).subarray(0, 60), 1],
    ['has a wrong line', gzipSync(`${line('e1')}\npayment\n`), 2],
    ['ends within a line', gzipSync(`${line('e1')}\n${line('f1')}`), 2],
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
    expect(paymentIds).toEqual(expect.arrayContaining(['a1', 'c1'].map(idOf)));
  });

  it.each([
    ['a negative amount', { amount: '-12.30' }, '`amount`'],
    ['an amount without its decimals', { amount: '12' }, '`amount`'],
    ['an amount that is a number', { amount: 12.3 }, '`amount`'],
    ['an unknown currency', { currency: 'XXX' }, '`currency`'],
    ['an unknown status', { status: 'lost' }, '`status`'],
    ['an id that is not a UUID', { payment_id: 'a1' }, '`payment_id`'],
    ['an extra attribute', { card: '4111' }, '`card`'],
  ])('rejects what the function rejects: %s', async (_, change, reason) => {
    const { paymentIds, unreadable } = await read({
      'journal/bad.ndjson.gz': gzipSync(
        `${line('a1')}\n${line('a2', change)}\n`,
      ),
    });

    expect(unreadable).toEqual([
      expect.objectContaining({
        line: 2,
        reason: expect.stringContaining(reason),
      }),
    ]);
    expect(paymentIds).toEqual([]);
  });

  it('rejects the same payment twice in one object', async () => {
    const { unreadable } = await read({
      'journal/bad.ndjson.gz': gzipSync(`${line('a1')}\n${line('a1')}\n`),
    });

    expect(unreadable).toEqual([
      {
        objectKey: 'journal/bad.ndjson.gz',
        line: 2,
        reason: 'Expected each `payment_id` once, got that of line 1.',
      },
    ]);
  });

  it('rejects a large object, and a small one that unpacks to a large one', async () => {
    const { paymentIds, unreadable } = await read({
      'journal/a.ndjson.gz': gzipSync(`${line('a1')}\n`),
      'journal/large.ndjson.gz': Buffer.alloc(17 * 2 ** 20),
      'journal/line.ndjson.gz': gzipSync(Buffer.alloc(50 * 2 ** 20, 'x')),
    });

    expect(
      unreadable.map(({ objectKey, reason }) => `${objectKey}: ${reason}`),
    ).toEqual(
      expect.arrayContaining([
        'journal/large.ndjson.gz: Expected an object of at most 16777216 bytes, got 17825792.',
        'journal/line.ndjson.gz: Expected a line of at most 4096 characters, got a longer one.',
      ]),
    );
    expect(paymentIds).toEqual([idOf('a1')]);
  });

  it('reads an object again only if it has changed', async () => {
    const cache = new JournalCache();
    const bad = Buffer.from('payments');
    await read(
      {
        'journal/a.ndjson.gz': gzipSync(`${line('a1')}\n`),
        'journal/b.ndjson.gz': gzipSync(`${line('b1')}\n`),
        'journal/bad.ndjson.gz': bad,
        'journal/gone.ndjson.gz': gzipSync(`${line('d1')}\n`),
      },
      cache,
    );

    const { paymentIds, unreadable, got } = await read(
      {
        'journal/a.ndjson.gz': gzipSync(`${line('a1')}\n`),
        'journal/b.ndjson.gz': gzipSync(`${line('b2')}\n`),
        'journal/bad.ndjson.gz': bad,
        'journal/c.ndjson.gz': gzipSync(`${line('c1')}\n`),
      },
      cache,
    );

    expect(got.sort()).toEqual(['journal/b.ndjson.gz', 'journal/c.ndjson.gz']);
    expect(paymentIds.sort()).toEqual(['a1', 'b2', 'c1'].map(idOf));
    expect(unreadable).toEqual([
      expect.objectContaining({ objectKey: 'journal/bad.ndjson.gz' }),
    ]);
  });

  it('reads every object each time without a cache', async () => {
    const objects = { 'journal/a.ndjson.gz': gzipSync(`${line('a1')}\n`) };
    await read(objects);

    expect((await read(objects)).got).toEqual(['journal/a.ndjson.gz']);
  });
});
