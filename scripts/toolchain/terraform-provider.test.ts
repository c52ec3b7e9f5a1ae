import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { platform } from './terraform.ts';
import {
  awsProviderVersion,
  downloadProvider,
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

describe('downloadProvider', () => {
  /** Caches a provider, as `terraform init` does, and keeps its environment. */
  function installTerraform(exitCode: number): string {
    const program = path.join(root, 'terraform');
    writeFileSync(
      program,
      `#!/bin/sh
      env >'${path.join(root, 'environment')}'
      cache=$(sed -n 's/^plugin_cache_dir = "\\(.*\\)"/\\1/p' "$TF_CLI_CONFIG_FILE")
      mkdir -p "$cache/registry.terraform.io"
      test -f .terraform.lock.hcl || exit 9
      exit ${exitCode}`,
      { mode: 0o755 },
    );
    return program;
  }
  const folder = () => path.join(root, 'local', 'providers');
  afterEach(() => vi.unstubAllEnvs());

  it("gives Terraform the user's proxy and certificates, and nothing of AWS", async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.example:3128');
    vi.stubEnv('SSL_CERT_FILE', '/etc/ca.pem');
    vi.stubEnv('AWS_PROFILE', 'production');

    await downloadProvider(installTerraform(0), folder());

    expect(readdirSync(folder())).toEqual(['registry.terraform.io']);
    const environment = readFileSync(path.join(root, 'environment'), 'utf8');
    expect(environment).toContain('HTTPS_PROXY=http://proxy.example:3128\n');
    expect(environment).toContain('SSL_CERT_FILE=/etc/ca.pem\n');
    expect(environment).not.toContain('AWS_PROFILE');
  });

  it('leaves nothing behind of a download that failed', async () => {
    await expect(
      downloadProvider(installTerraform(1), folder()),
    ).rejects.toMatchObject({
      next: expect.stringContaining('TF_PROVIDER_MIRROR'),
    });

    expect(existsSync(folder())).toBe(false);
    expect(readdirSync(path.dirname(folder()))).toEqual([]);
  });
});
