import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readJson, writeJson } from './files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'json-file-'));
const schema = z.object({ run: z.number() });
const file = path.join(folder, 'deep/er', 'record.json');

afterAll(() => rmSync(folder, { recursive: true }));

describe('writeJson', () => {
  it('creates the folder, replaces the file and leaves no temporary file', () => {
    writeJson(file, { run: 1 });
    writeJson(file, { run: 2 });

    expect(readJson(file, schema)).toEqual({ run: 2 });
    expect(readdirSync(path.dirname(file))).toEqual(['record.json']);
  });
});

describe('readJson', () => {
  it('returns undefined for a missing or truncated file', () => {
    const cutOff = path.join(folder, 'cut-off.json');
    writeFileSync(cutOff, '{"run":');

    expect(readJson(cutOff, schema)).toBeUndefined();
    expect(readJson(path.join(folder, 'missing.json'), schema)).toBeUndefined();
  });

  it.each(['null', '[]', '{}', '{"run":"1"}', '"text"'])(
    'returns undefined for %s, which this version did not write',
    (text) => {
      const foreign = path.join(folder, 'foreign.json');
      writeFileSync(foreign, text);

      expect(readJson(foreign, schema)).toBeUndefined();
    },
  );
});
