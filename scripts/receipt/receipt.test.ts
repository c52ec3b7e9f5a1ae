import {
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';
import {
  deploymentDigest,
  findReceipt,
  newestReceipt,
  type Receipt,
  saveReceipt,
} from './receipt.ts';

const bundle = { sha256: 'a'.repeat(64) };

describe('deploymentDigest', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'digest-'));
    cpSync(inRepository('terraform'), folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the same for an equal copy in another folder', () => {
    expect(deploymentDigest(bundle, folder)).toBe(deploymentDigest(bundle));
  });

  it.each([
    'iam.tf',
    'storage.tf',
    '.terraform.lock.hcl',
    'env/dev.tfvars',
    'env/local.tfvars',
  ])('changes with one byte of %s', (name) => {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text.slice(0, 40)}~${text.slice(41)}`);

    expect(deploymentDigest(bundle, folder)).not.toBe(deploymentDigest(bundle));
  });

  it('changes with a file that is added and with the bundle', () => {
    const before = deploymentDigest(bundle, folder);
    const other = { sha256: 'b'.repeat(64) };

    writeFileSync(path.join(folder, 'extra.tf'), '');

    expect(deploymentDigest(bundle, folder)).not.toBe(before);
    expect(deploymentDigest(other, folder)).not.toBe(
      deploymentDigest(bundle, folder),
    );
  });
});

describe('receipts', () => {
  const receipt: Receipt = {
    digest: 'd'.repeat(64),
    commit: 'c'.repeat(40),
    dirty: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    engine: 'host',
    versions: { node: '22' },
    tests: { passed: 7, failed: 0 },
    iam: { used: 1, unused: 0, denied: 0, crossChecked: 1, disagreements: 0 },
  };
  let folder: string;
  const file = () => path.join(folder, `${receipt.digest}.json`);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'receipts-'));
    saveReceipt(receipt, folder);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('are found by their digest, and as the newest one', () => {
    const older = {
      ...receipt,
      digest: 'e',
      createdAt: '2025-01-01T00:00:00Z',
    };
    saveReceipt(older, folder);

    expect(findReceipt(receipt.digest, folder)).toEqual(receipt);
    expect(findReceipt('f', folder)).toBeUndefined();
    expect(newestReceipt(folder)).toEqual(receipt);
  });

  it('are not trusted where a function wrote them', () => {
    writeFileSync(file(), JSON.stringify(receipt));

    for (const read of [
      () => findReceipt(receipt.digest, folder),
      () => newestReceipt(folder),
    ]) {
      expect(read).toThrow(`${receipt.digest}.json is not trusted.`);
    }
  });

  it('are not trusted under the name of another digest', () => {
    renameSync(file(), path.join(folder, 'f.json'));

    expect(findReceipt('f', folder)).toBeUndefined();
  });
});
