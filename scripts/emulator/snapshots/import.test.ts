import { createHmac, randomBytes } from 'node:crypto';
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importSnapshot } from './import.ts';

const key = randomBytes(32);
const body = Buffer.from('{"savedAt":""}\nPK\0\xff\n', 'latin1');

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-'));
  file = path.join(folder, 'applied-0123.snapshot');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (firstLine: string) =>
  writeFileSync(file, Buffer.concat([Buffer.from(firstLine), body]));

describe('importSnapshot', () => {
  it('authenticates the content with the key of this checkout', () => {
    write(`payments-sandbox snapshot 1 ${'0'.repeat(64)}\n`);
    const into = path.join(folder, 'snapshots');

    const name = importSnapshot(file, into, key);

    const imported = path.join(into, 'applied-0123.snapshot');
    const code = createHmac('sha256', key).update(body).digest('hex');
    expect(name).toBe('applied-0123');
    expect(readFileSync(imported)).toEqual(
      Buffer.concat([
        Buffer.from(`payments-sandbox snapshot 1 ${code}\n`),
        body,
      ]),
    );
    expect(statSync(imported).mode & 0o777).toBe(0o600);
    expect(statSync(into).mode & 0o777).toBe(0o700);
  });

  it.each(['', 'payments-sandbox snapshot 1\n', 'other\n'])(
    'refuses a file that starts with %j',
    (firstLine) => {
      write(firstLine);

      expect(() => importSnapshot(file, folder, key)).toThrow(
        'applied-0123.snapshot is not a snapshot.',
      );
    },
  );
});
