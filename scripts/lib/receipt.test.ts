import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRepository } from './paths.ts';
import { deploymentDigest } from './receipt.ts';

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
