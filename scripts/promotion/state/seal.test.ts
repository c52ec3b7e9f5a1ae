import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSeal, readSealedFiles } from './seal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'seal-'));
  writeFileSync(path.join(folder, 'main.tf'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('readSeal', () => {
  it('trusts no seal that a function wrote', () => {
    writeFileSync(path.join(folder, 'seal.json'), '{"rollback":true}');

    expect(() => readSeal({ envName: 'dev', folder })).toThrow(
      'seal.json is not trusted.',
    );
  });
});

describe('readSealedFiles', () => {
  it.each([
    'evil_override.tf',
    'stand_in_override.tf.json',
    'z.auto.tfvars',
    'z.auto.tfvars.json',
    'module/main.tf',
  ])('detects %s next to the plan', (name) => {
    const before = readSealedFiles({ folder });

    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), 'x');

    expect(readSealedFiles({ folder })).not.toEqual(before);
  });

  it('does not depend on the provider, plan text or seal', () => {
    const before = readSealedFiles({ folder });

    mkdirSync(path.join(folder, '.terraform/modules'), { recursive: true });
    writeFileSync(path.join(folder, '.terraform/modules/x.tf'), 'x');
    writeFileSync(path.join(folder, 'plan.txt'), 'x');
    writeFileSync(path.join(folder, 'seal.json'), 'x');

    expect(readSealedFiles({ folder })).toEqual(before);
  });
});
