import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeError } from '../../output/errors.ts';
import {
  type AuthenticatedKind,
  readAuthenticated,
  writeAuthenticated,
} from './file.ts';

const key = randomBytes(32);
const receipt: AuthenticatedKind<{
  commit: string;
  tests: { passed: number };
}> = {
  name: 'receipt',
  schema: z.strictObject({
    commit: z.string(),
    tests: z.object({ passed: z.number() }),
  }),
};
const value = { commit: 'c0ffee', tests: { passed: 7 } };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'authenticated-'));
  file = path.join(folder, 'receipt.json');
  writeAuthenticated(file, receipt, value, key);
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (kind: AuthenticatedKind<unknown> = receipt, with_ = key) =>
  readAuthenticated(file, kind, '`make e2e`', with_);

/** A file that a function might write in its place. */
function forge(change: (content: Record<string, unknown>) => object): void {
  const content = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(change(content)));
}

function refusal(work: () => unknown): string {
  try {
    return `accepted: ${JSON.stringify(work())}`;
  } catch (error) {
    return describeError(error);
  }
}

describe('readAuthenticated', () => {
  it('returns what was written, whatever the order of its fields', () => {
    forge((content) => Object.fromEntries(Object.entries(content).reverse()));

    expect(read()).toEqual(value);
  });

  it('returns undefined if there is no file', () => {
    rmSync(file);

    expect(read()).toBeUndefined();
  });

  it.each<[string, (content: Record<string, unknown>) => object, string]>([
    ['a changed field', (c) => ({ ...c, commit: 'bad' }), 'It was changed'],
    [
      'a changed field further down',
      (c) => ({ ...c, tests: { passed: 8 } }),
      'It was changed',
    ],
    ['a field that was added', (c) => ({ ...c, x: 1 }), 'It was changed'],
    [
      'no authentication code, as in older versions',
      ({ hmacSha256, ...c }) => c,
      'It is not authenticated',
    ],
    [
      'a malformed authentication code',
      (c) => ({ ...c, hmacSha256: '' }),
      'It is not authenticated',
    ],
    ['no object', () => [], 'It is not authenticated'],
  ])('refuses %s', (_case, change, why) => {
    forge(change);

    expect(refusal(read)).toContain(why);
  });

  it('refuses a file that was cut off, naming it and the next command', () => {
    writeFileSync(file, '{"commit":');

    expect(refusal(read)).toMatch(
      /^The receipt \S+receipt\.json is not trusted\.\nIt is not JSON\.\nNext: `make e2e`$/,
    );
  });

  it('refuses a file that another key authenticated', () => {
    expect(refusal(() => read(receipt, randomBytes(32)))).toContain(
      'the key of another checkout',
    );
  });

  it('refuses a receipt in the place of a seal', () => {
    expect(refusal(() => read({ ...receipt, name: 'seal' }))).toContain(
      'It was changed',
    );
  });

  it('refuses an authentic file of another shape', () => {
    const other = {
      ...receipt,
      schema: z.strictObject({ commit: z.number() }),
    };

    expect(refusal(() => read(other))).toContain('commit');
  });
});
