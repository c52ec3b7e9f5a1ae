import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partitionCount, Spill } from './spill.ts';

describe('Spill', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'spill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('returns the rows that were added, whatever characters they contain', async () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a\tb', 'a\nb', 'a\rb', 'a\r\nb', '\u2028', '\u2029'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 1 })),
        async (rows) => {
          const spill = new Spill(folder);
          for (const row of rows) {
            spill.add(row[0] ?? '', row);
          }
          spill.close();

          const read = await readAll(spill);
          expect(read.map((row) => JSON.stringify(row)).sort()).toEqual(
            rows.map((row) => JSON.stringify(row)).sort(),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('writes no file for a few rows', async () => {
    const spill = new Spill(path.join(folder, 'few'));
    spill.add('a', ['a', '1']);
    spill.close();

    expect(existsSync(path.join(folder, 'few'))).toBe(false);
    expect(await readAll(spill)).toEqual([['a', '1']]);
  });

  it('keeps many rows on disk, until they are read', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => [
      'a',
      `${n} ${'x'.repeat(50)}`,
    ]);
    const spill = new Spill(folder);
    for (const row of rows) {
      spill.add('a', row);
    }
    spill.close();

    expect(readdirSync(folder)).toHaveLength(1);
    expect(await readAll(spill)).toEqual(rows);
    expect(readdirSync(folder)).toEqual([]);
  });
});

async function readAll(spill: Spill): Promise<string[][]> {
  const read: string[][] = [];
  for (let index = 0; index < partitionCount; index += 1) {
    for await (const row of spill.read(index)) {
      read.push(row);
    }
  }
  return read;
}
