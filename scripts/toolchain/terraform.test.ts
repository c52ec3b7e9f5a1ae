import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  assertPublished,
  ensureTerraform,
  isSupported,
  readVersion,
  toTest,
} from './terraform.ts';

describe('ensureTerraform', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'terraform-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function install(version: string): string {
    const program = path.join(folder, version);
    const response = JSON.stringify({ terraform_version: version });
    writeFileSync(program, `#!/bin/sh\necho '${response}'\n`);
    chmodSync(program, 0o755);
    return program;
  }

  it('takes the first one that is new enough to apply', async () => {
    const [old, first, second] = [
      install('1.5.7'),
      install('1.6.6'),
      install('1.7.0'),
    ];

    expect(await ensureTerraform(undefined, [old, first, second])).toEqual({
      path: first,
      version: '1.6.6',
    });
  });

  it('passes over one that can apply and not test', async () => {
    const [onPath, packed] = [install('1.6.6'), install('1.7.0')];

    expect(await ensureTerraform(toTest, [onPath, packed])).toEqual({
      path: packed,
      version: '1.7.0',
    });
  });
});

describe('isSupported', () => {
  it.each(['1.6.0', '1.11.4', '1.10.0-rc1', '2.0.0'])('takes %s', (version) => {
    expect(isSupported(version)).toBe(true);
  });

  it.each(['1.5.7', '0.15.0', '0.99.9', ''])('refuses "%s"', (version) => {
    expect(isSupported(version)).toBe(false);
  });
});

describe('readVersion', () => {
  it('returns undefined for what is missing, or is no Terraform', async () => {
    expect(await readVersion('no-such-terraform')).toBeUndefined();
    expect(await readVersion('true')).toBeUndefined();
  });
});

describe('assertPublished', () => {
  const zip = Buffer.from('archive');
  const sha256 = createHash('sha256').update(zip).digest('hex');

  it('accepts the bytes that were published', () => {
    expect(() => assertPublished('terraform.zip', zip, sha256)).not.toThrow();
  });

  it('refuses an archive with one byte changed, and names both digests', () => {
    const changed = Buffer.from('archivE');

    expect(() => assertPublished('terraform.zip', changed, sha256)).toThrow(
      expect.objectContaining({
        message: 'terraform.zip is not what HashiCorp published.',
        why: expect.stringMatching(
          new RegExp(`^Expected SHA-256 ${sha256}, got [0-9a-f]{64}\\.$`),
        ),
      }),
    );
  });

  it('refuses every archive against the digest of the pinned release', () => {
    expect(() => assertPublished('terraform.zip', zip)).toThrow(
      'is not what HashiCorp published',
    );
  });
});
