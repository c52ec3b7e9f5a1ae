import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { platform } from './terraform.ts';
import {
  awsProviderVersion,
  findProviderMirror,
} from './terraform-provider.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'mirror-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function mirror(name: string): { folder: string; aws: string } {
  const folder = path.join(root, name);
  const aws = path.join(folder, 'registry.terraform.io/hashicorp/aws');
  mkdirSync(aws, { recursive: true });
  return { folder, aws };
}

function unpackedMirror(name: string, version = awsProviderVersion): string {
  const { folder, aws } = mirror(name);
  mkdirSync(path.join(aws, version, platform), { recursive: true });
  return folder;
}

function packedMirror(name: string): string {
  const { folder, aws } = mirror(name);
  const file = `terraform-provider-aws_${awsProviderVersion}_${platform}.zip`;
  writeFileSync(path.join(aws, file), '');
  return folder;
}

describe('findProviderMirror', () => {
  it.each([
    ['unpacked', unpackedMirror],
    ['packed', packedMirror],
  ])('finds an %s mirror in a conventional place', (name, create) => {
    const folder = create(name);

    const found = findProviderMirror(undefined, [path.join(root, 'a'), folder]);

    expect(found).toBe(folder);
  });

  it('ignores a mirror of another version or platform', () => {
    const { folder, aws } = mirror('other');
    mkdirSync(path.join(aws, awsProviderVersion, 'plan9_mips'), {
      recursive: true,
    });
    const older = unpackedMirror('older', '5.99.0');

    expect(findProviderMirror('', [folder, older])).toBeUndefined();
  });

  it('prefers the one that TF_PROVIDER_MIRROR names', () => {
    const [chosen, other] = [unpackedMirror('chosen'), packedMirror('other')];

    expect(findProviderMirror(chosen, [other])).toBe(chosen);
  });

  it('refuses TF_PROVIDER_MIRROR without the provider, even so', () => {
    const other = unpackedMirror('other');

    expect(() => findProviderMirror('/empty', [other])).toThrow(
      expect.objectContaining({
        message: `TF_PROVIDER_MIRROR holds no AWS provider ${awsProviderVersion}.`,
        why: expect.stringContaining('/empty/registry.terraform.io'),
        next: expect.stringContaining('providers mirror /empty'),
      }),
    );
  });
});
