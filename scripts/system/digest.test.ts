import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readParts } from './digest.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'digest-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('readParts', () => {
  it('reads the files that match, and no folder', () => {
    writeFileSync(path.join(folder, 'fetch.py'), 'text');
    writeFileSync(path.join(folder, 'other.txt'), 'text');
    // Python makes it when a test imports fetch.py.
    mkdirSync(path.join(folder, '__pycache__'));

    expect(readParts(folder, ['*.py', '__*'])).toEqual({
      'fetch.py': Buffer.from('text'),
    });
  });
});
