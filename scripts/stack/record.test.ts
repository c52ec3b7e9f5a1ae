import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';
import { digestOfInputs, readApplied, writeApplied } from './record.ts';
import { forgetState } from './state.ts';

const root = mkdtempSync(path.join(tmpdir(), 'applied-'));
const stack = { envName: 'test', accountId: '0', folder: root };
const bundle = { path: 'lambda.zip', sha256: 'a', bytes: 1 };

afterAll(() => rmSync(root, { recursive: true }));

describe('digestOfInputs', () => {
  const terraform = path.join(root, 'terraform');
  cpSync(inRepository('terraform'), terraform, { recursive: true });
  const digest = (change: { stack?: object; bundle?: object }) =>
    digestOfInputs(
      { ...stack, ...change.stack },
      { ...bundle, ...change.bundle },
      terraform,
    );

  it('is the same for the same inputs', () => {
    expect(digest({})).toBe(digest({}));
  });

  it.each([
    ['the environment', { stack: { envName: 'other' } }],
    ['the account', { stack: { accountId: '1' } }],
    ['the bundle', { bundle: { sha256: 'b' } }],
  ])('changes with %s', (_input, change) => {
    expect(digest(change)).not.toBe(digest({}));
  });

  it.each(['lambda.tf', 'added.tf', '.terraform.lock.hcl', 'env/local.tfvars'])(
    'changes with terraform/%s',
    (name) => {
      const before = digest({});

      writeFileSync(path.join(terraform, name), '# changed');

      expect(digest({})).not.toBe(before);
    },
  );
});

describe('forgetState', () => {
  it('forgets state and record, and keeps the provider', () => {
    const folder = mkdtempSync(path.join(root, 'stack-'));
    const applied = { ...stack, folder };
    for (const name of ['terraform.tfstate', 'terraform.tfstate.backup']) {
      writeFileSync(path.join(folder, name), '{}');
    }
    writeFileSync(path.join(folder, '.terraform'), '');
    writeApplied(applied, { sessionId: 'one' });
    expect(readApplied(applied)).toEqual({ sessionId: 'one' });

    forgetState(applied);

    expect(readApplied(applied)).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['.terraform']);
    expect(existsSync(folder)).toBe(true);
  });
});
