import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSavedIamRecord } from './report.ts';

describe('readSavedIamRecord', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'iam-'));
  const file = path.join(folder, 'e2e.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('returns undefined if nothing was recorded', () => {
    expect(
      readSavedIamRecord(path.join(folder, 'missing.json')),
    ).toBeUndefined();
  });

  it.each([
    '{}',
    '[]',
    '{"calls":[{"account":1}],"policies":{}}',
    '{"calls":[],"policies":{"role":"text"}}',
    '{"calls":',
  ])('rejects %s, and names the command that writes a new record', (text) => {
    writeFileSync(file, text);

    expect(() => readSavedIamRecord(file)).toThrow(
      expect.objectContaining({
        message: 'The recorded calls cannot be read.',
        next: '`make e2e`, then `make iam` again',
      }),
    );
  });
});
