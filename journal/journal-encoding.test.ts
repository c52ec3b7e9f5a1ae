import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Currency, minorUnitDigits } from './currency.ts';
import { decodeJournal, encodeJournal } from './journal-encoding.ts';
import { type Payment, paymentStatuses } from './payment.ts';
import { samplePayments } from './test-support/sample-payments.ts';

const objectKey = 'journal/order-4711.ndjson.gz';

/** Any valid payments, including ones that the function never generates. */
const anyPayments = fc.uniqueArray(
  fc.record<Payment>({
    paymentId: fc.uuid(),
    createdAt: fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    }),
    amountMinor: fc.maxSafeNat(),
    currency: fc.constantFrom(...(Object.keys(minorUnitDigits) as Currency[])),
    merchantId: fc.string({ unit: 'grapheme', minLength: 1 }),
    status: fc.constantFrom(...paymentStatuses),
  }),
  { minLength: 1, maxLength: 300, selector: ({ paymentId }) => paymentId },
);

const linesOf = async (count: number) =>
  gunzipSync(await encodeJournal(samplePayments(count)))
    .toString()
    .split('\n')
    .slice(0, -1);

const decode = (content: string | Uint8Array) =>
  decodeJournal(
    typeof content === 'string' ? gzipSync(content) : content,
    objectKey,
  );

/** Five lines, with the third one changed. */
async function withThirdLine(change: (line: string) => string) {
  const lines = await linesOf(5);
  lines[2] = change(lines[2] ?? '');
  return `${lines.join('\n')}\n`;
}

async function gzipOfOneLine(length: number): Promise<Buffer> {
  const block = Buffer.alloc(2 ** 20, 'x');
  const gzip = createGzip({ level: 1 });
  Readable.from(
    Array.from({ length: length / block.length }, () => block),
  ).pipe(gzip);
  return Buffer.concat(await gzip.toArray());
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const discard = () =>
  new Writable({ write: (_chunk, _encoding, next) => next() });

describe('encodeJournal', () => {
  it("writes one line of JSON per payment, with the table's attributes", async () => {
    expect(await linesOf(1)).toMatchInlineSnapshot(`
      [
        "{"payment_id":"33345947-8210-4867-a6ed-7295f8888e4c","created_at":"2026-01-01T00:00:00.000Z","amount":"36.14","currency":"EUR","merchant_id":"merchant-0039","status":"captured","source":"mock-generator"}",
      ]
    `);
  });
});

describe('decodeJournal', () => {
  it('decodes what encodeJournal wrote', async () => {
    await fc.assert(
      fc.asyncProperty(anyPayments, async (payments) => {
        expect(await decode(await encodeJournal(payments))).toEqual(payments);
      }),
    );
  });

  it('decodes the maximum number of payments per request', async () => {
    const payments = samplePayments(10_000);

    expect(await decode(await encodeJournal(payments))).toEqual(payments);
  });

  it('rejects an object that is truncated anywhere', async () => {
    const bytes = await encodeJournal(samplePayments(50));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), async (length) => {
        const decoding = decode(bytes.subarray(0, length));

        await expect(decoding).rejects.toThrow(
          `\`${objectKey}\` cannot be used`,
        );
      }),
    );
  });

  it('never returns wrong payments from a damaged object', async () => {
    const payments = samplePayments(50);
    const bytes = await encodeJournal(payments);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.nat({ max: 7 }),
        async (offset, bit) => {
          const damaged = Buffer.from(bytes);
          damaged.writeUInt8(damaged.readUInt8(offset) ^ (1 << bit), offset);

          // Some bits do not matter, such as the header's timestamp.
          const read = await decode(damaged).catch((error) => error);

          if (read instanceof Error) {
            expect(read.message).toContain(objectKey);
          } else {
            expect(read).toEqual(payments);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('names the line at which a truncated object ends', async () => {
    const lines = await linesOf(1_000);
    // Without compression, so that the cut is in a known line.
    const whole = gzipSync(`${lines.join('\n')}\n`, { level: 0 });
    const cut = whole.subarray(0, whole.length / 2);

    const line = await decode(cut).catch(
      ({ message }) => /see line (\d+)/.exec(message)?.[1],
    );

    expect(Number(line)).toBeGreaterThan(400);
    expect(Number(line)).toBeLessThanOrEqual(501);
  });

  it.each([
    ['is not JSON', () => 'not JSON', 'Unexpected token'],
    ['is empty', () => '', 'Unexpected end of JSON input'],
    ['is not a payment', () => '{"order":1}', '`payment_id` to be a UUID'],
    [
      'has a wrong attribute',
      (line: string) => line.replace('captured', 'lost'),
      '`status` to be one of',
    ],
    [
      'has a wrong decimal',
      (line: string) => line.replace(/"amount":"[^"]+"/, '"amount":"1.2345"'),
      '`amount` to be decimal text',
    ],
    ['is too long', () => ' '.repeat(100_000), 'at most 4096 characters'],
  ])('names a line that %s', async (_, change, reason) => {
    const decoding = decode(await withThirdLine(change));

    await expect(decoding).rejects.toThrow('see line 3');
    await expect(decoding).rejects.toThrow(reason);
  });

  // Catches a check that measures only the incomplete line at a chunk's end.
  it.each([4_097, 15_000])('names a full line of %i characters', async (n) => {
    const decoding = decode(
      await withThirdLine((line) =>
        line.replace(/"m[^"]+(?=",)/, (merchant) => merchant.padEnd(n, 'x')),
      ),
    );

    await expect(decoding).rejects.toThrow('see line 3');
    await expect(decoding).rejects.toThrow('at most 4096 characters');
  });

  it('rejects many long lines before they fill the memory', async () => {
    const [line = ''] = await linesOf(1);
    const text = Array.from({ length: 10_000 }, (_, index) =>
      line
        .replace('33345947', (33345947 + index).toString().padStart(8, '0'))
        .replace('merchant-0039', 'x'.repeat(3_800)),
    ).join('\n');

    await expect(decode(`${text}\n`)).rejects.toThrow(
      'at most 16777216 characters decompressed',
    );
  });

  it('stops early in a line of 300 MB', async () => {
    const bytes = await gzipOfOneLine(300 * 2 ** 20);
    const held = process.memoryUsage().rss;

    const tookMs = await timeOf(async () => {
      const decoding = decode(bytes);

      await expect(decoding).rejects.toThrow('see line 1');
      await expect(decoding).rejects.toThrow('at most 4096 characters');
    });
    expect(process.memoryUsage().rss - held).toBeLessThan(100 * 2 ** 20);
    // However fast the machine is, reading all of it takes longer.
    const wholeMs = await timeOf(() =>
      pipeline(Readable.from([bytes]), createGunzip(), discard()),
    );
    expect(tookMs).toBeLessThan(wholeMs / 2);
  });

  it('names a duplicate payment', async () => {
    const lines = await linesOf(3);

    const decoding = decode(`${[...lines, lines[0]].join('\n')}\n`);

    await expect(decoding).rejects.toThrow('got that of line 1');
  });

  it('rejects text that ends in the middle of a line', async () => {
    const text = (await linesOf(3)).join('\n');

    const decoding = decode(text);

    await expect(decoding).rejects.toThrow('see line 3');
    await expect(decoding).rejects.toThrow('in the middle of a line');
  });

  it.each([
    ['no data', new Uint8Array()],
    ['no gzip', Buffer.from('{"payment_id":"4711"}\n')],
    ['no line', gzipSync('')],
  ])('rejects %s', async (_, bytes) => {
    await expect(decode(bytes)).rejects.toThrow('see line 1');
  });

  it('rejects more payments than a request can generate', async () => {
    const text = (await linesOf(100_000)).join('\n');

    await expect(decode(`${text}\n`)).rejects.toThrow('see line 10001');
  });
});
