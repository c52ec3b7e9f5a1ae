import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readJson, writeJson } from './files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'json-file-'));
const file = path.join(folder, 'deep/er', 'record.json');

afterAll(() => rmSync(folder, { recursive: true }));

describe('writeJson', () => {
  it('creates the folder, replaces the file and leaves no temporary file', () => {
    writeJson(file, { run: 1 });
    writeJson(file, { run: 2 });

    expect(readJson(file)).toEqual({ run: 2 });
    expect(readdirSync(path.dirname(file))).toEqual(['record.json']);
  });
});

describe('readJson', () => {
  it('returns undefined for a missing or truncated file', () => {
    const cutOff = path.join(folder, 'cut-off.json');
    writeFileSync(cutOff, '{"run":');

    expect(readJson(cutOff)).toBeUndefined();
    expect(readJson(path.join(folder, 'missing.json'))).toBeUndefined();
  });
});
