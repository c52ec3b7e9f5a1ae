import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredPayment } from '../stored-payment.ts';
import { exportFormats } from './formats.ts';

const payment = (change: Partial<StoredPayment> = {}): StoredPayment => ({
  payment_id: '33345947-8210-4867-a6ed-7295f8888e4c',
  created_at: '2026-01-01T00:00:00.001Z',
  amount: '36.1',
  currency: 'EUR',
  merchant_id: 'merchant-0039',
  status: 'captured',
  source: 'mock-generator',
  ...change,
});

const payments = [
  payment(),
  payment({ amount: '1500', currency: 'JPY' }),
  payment({ amount: '0.001', currency: 'KWD' }),
  // Not representable as a float.
  payment({ amount: '90071992547409.93' }),
];

/** RFC 4180, and a carriage return alone ends a row too, as for some readers. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n)/g,
  )) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('exportFormats', () => {
  let file: string;
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), 'export-')), 'payments');
  });
  afterEach(() => rmSync(path.dirname(file), { recursive: true }));

  function write(
    format: keyof typeof exportFormats,
    ...pages: StoredPayment[][]
  ) {
    const writer = exportFormats[format](file);
    for (const page of pages) {
      writer.write(page);
    }
    writer.close();
  }

  it('writes CSV with a header, and quotes only where needed', () => {
    write('csv', [payment({ merchant_id: 'a "b", c' })], payments.slice(1, 3));

    expect(readFileSync(file, 'utf8')).toBe(
      [
        'payment_id,created_at,amount,currency,merchant_id,status,source',
        '33345947-8210-4867-a6ed-7295f8888e4c,2026-01-01T00:00:00.001Z,36.10,EUR,"a ""b"", c",captured,mock-generator',
        '33345947-8210-4867-a6ed-7295f8888e4c,2026-01-01T00:00:00.001Z,1500,JPY,merchant-0039,captured,mock-generator',
        '33345947-8210-4867-a6ed-7295f8888e4c,2026-01-01T00:00:00.001Z,0.001,KWD,merchant-0039,captured,mock-generator',
        '',
      ].join('\n'),
    );
  });

  it('writes CSV that every reader splits the same way, without changing a value', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (values) => {
        const merchants = [...values, 'a\rb', 'a\nb', 'a\r\nb', '"', ','];

        write(
          'csv',
          merchants.map((merchant_id) => payment({ merchant_id })),
        );

        const rows = parseCsv(readFileSync(file, 'utf8'));
        expect(rows.slice(1).map((row) => row[4])).toEqual(
          merchants.map((each) => each.toWellFormed()),
        );
      }),
    );
  });

  it('warns of values that a spreadsheet would run', () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const values = ['=1+1', '@sum(a1)', '-1', '-cmd', '+cmd', 'plain'];

    write(
      'csv',
      values.map((merchant_id) => payment({ merchant_id })),
    );

    expect(stderr.mock.calls.flat().join('')).toContain(
      '4 values look like a formula',
    );
    stderr.mockRestore();
    expect(readFileSync(file, 'utf8')).toContain(',=1+1,');
  });

  it('writes NDJSON with amounts as text', () => {
    write('ndjson', payments);

    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).amount)).toEqual([
      '36.10',
      '1500',
      '0.001',
      '90071992547409.93',
    ]);
  });

  it('writes Parquet with exact decimals', async () => {
    write('parquet', payments.slice(0, 2), payments.slice(2));

    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    const amount = metadata.schema.find(({ name }) => name === 'amount');
    expect(amount).toMatchObject({
      type: 'INT64',
      converted_type: 'DECIMAL',
      scale: 4,
      precision: 18,
    });
    // The reader converts decimals to floats, so read them as integers.
    delete amount?.converted_type;
    delete amount?.logical_type;
    const rows = await parquetReadObjects({ file: buffer, metadata });
    expect(rows.map((row) => row.amount)).toEqual([
      361_000n,
      15_000_000n,
      10n,
      900_719_925_474_099_300n,
    ]);
    expect(rows[0]).toMatchObject({
      payment_id: payments[0]?.payment_id,
      created_at: new Date('2026-01-01T00:00:00.001Z'),
      currency: 'EUR',
    });
  });

  it.each(['1.23456', `1${'0'.repeat(14)}`, '1E+30'])(
    'leaves %s out of Parquet, which cannot hold it',
    (amount) => {
      const writer = exportFormats.parquet(file);

      expect(writer.findProblem?.(payment({ amount }))).toBe(
        `Expected \`amount\` to have at most 14 digits and 4 decimals, as in Parquet's DECIMAL(18, 4), got \`${amount}\`.`,
      );
      expect(writer.findProblem?.(payment())).toBeUndefined();
    },
  );

  it.each(['csv', 'ndjson', 'parquet'] as const)(
    'writes an empty table as %s',
    (format) => {
      write(format);

      expect(() => readFileSync(file)).not.toThrow();
    },
  );
});
