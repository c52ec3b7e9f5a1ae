import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKey } from './key.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'key-'));
  file = path.join(folder, 'keys', 'promotion.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (name: string) => statSync(name).mode & 0o777;

describe('readKey', () => {
  it('creates a 32-byte key once, readable by its owner only', () => {
    const key = readKey(file);

    expect(key).toHaveLength(32);
    expect(readKey(file)).toEqual(key);
    expect(readKey(path.join(folder, 'other.key'))).not.toEqual(key);
    expect(modeOf(file)).toBe(0o600);
    expect(modeOf(path.dirname(file))).toBe(0o700);
    expect(readdirSync(path.dirname(file))).toEqual(['promotion.key']);
  });

  it('removes the permissions of other users', () => {
    readKey(file);
    chmodSync(file, 0o644);

    readKey(file);

    expect(modeOf(file)).toBe(0o600);
  });

  it('refuses a damaged key', () => {
    readKey(file);
    writeFileSync(file, 'abc');

    expect(() => readKey(file)).toThrow('promotion.key is damaged.');
  });

  it('prefers the key of the environment, and creates none then', () => {
    const given = 'ab'.repeat(32);

    expect(readKey(file, given)).toEqual(Buffer.from(given, 'hex'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['abc', 'x'.repeat(64), 'ab'.repeat(31)])(
    'refuses the key %s of the environment',
    (given) => {
      expect(() => readKey(file, given)).toThrow(
        expect.objectContaining({
          message: 'SANDBOX_PROMOTION_KEY is damaged.',
          next: expect.stringContaining('openssl rand -hex 32'),
        }),
      );
    },
  );
});
