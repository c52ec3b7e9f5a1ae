import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetAside } from '../set-aside.ts';
import { exportFormats } from './formats.ts';
import { explainLeftOut, writeItems } from './write-items.ts';

const item = (payment_id: string, N: string) => ({
  payment_id: { S: payment_id },
  created_at: { S: '2026-01-01T00:00:00.001Z' },
  amount: { N },
  currency: { S: 'EUR' },
  merchant_id: { S: 'merchant-0039' },
  status: { S: 'captured' },
  source: { S: 'mock-generator' },
});

describe('writeItems', () => {
  let file: string;
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), 'export-')), 'payments');
  });
  afterEach(() => rmSync(path.dirname(file), { recursive: true }));

  it('writes the payments, and sets the other items aside', () => {
    const setAside = new SetAside();
    const writer = exportFormats.ndjson(file);
    const { amount: _, ...foreign } = item('p-2', '0');

    const written = writeItems(
      [item('p-1', '1.5'), foreign, item('p-3', '1E+30')],
      writer,
      setAside,
    );
    writer.close();

    expect({ written, setAside: setAside.count }).toEqual({
      written: 2,
      setAside: 1,
    });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { payment_id: 'p-1', amount: '1.50' },
      { payment_id: 'p-3', amount: `1${'0'.repeat(30)}.00` },
    ]);
  });

  it('sets aside what the format cannot hold', () => {
    const setAside = new SetAside();
    const writer = exportFormats.parquet(file);

    const written = writeItems(
      [item('p-1', '1.5'), item('p-2', '1E+30')],
      writer,
      setAside,
    );
    writer.close();

    expect(written).toBe(1);
    expect(setAside.describe()).toMatch(/^payment_id p-2, .*DECIMAL/);
  });
});

describe('explainLeftOut', () => {
  const setAside = new SetAside();
  setAside.add({ payment_id: 'p-2', created_at: 'now' }, 'Bad.');

  it('says how many of how many were left out, which, and why', () => {
    const error = explainLeftOut(setAside, 9, 'csv');

    expect(error).toMatchObject({
      message: '1 of 10 items were left out of the export.',
      why: 'payment_id p-2, created_at now: Bad.',
      next: expect.stringContaining('make export'),
    });
    expect(error.next).not.toContain('FORMAT=csv');
  });

  it('names the format that holds any amount', () => {
    expect(explainLeftOut(setAside, 9, 'parquet').next).toContain('FORMAT=csv');
  });
});
