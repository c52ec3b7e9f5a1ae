import { mkdtempSync, rmSync } from 'node:fs';
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

          const read: string[][] = [];
          for (let index = 0; index < partitionCount; index += 1) {
            for await (const row of spill.read(index)) {
              read.push(row);
            }
          }

          expect(read.map((row) => JSON.stringify(row)).sort()).toEqual(
            rows.map((row) => JSON.stringify(row)).sort(),
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
