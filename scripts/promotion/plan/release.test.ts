import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../../output/errors.ts';
import { digestOfParts } from '../../receipt/receipt.ts';
import { commit } from '../guards/test-support/judge.ts';
import type { Deployment } from '../state/deployments.ts';
import { keepRelease, restoreRelease } from './release.ts';

const bundle = Buffer.from('bundle');
const sha256 = createHash('sha256').update(bundle).digest('hex');

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'release-'));
  folder = mkdtempSync(path.join(parent, 'stack-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

/** A deployed commit, and its release after tampering. */
function deploy(committed: Record<string, Buffer>, change: Zippable = {}) {
  const digest = digestOfParts({ sha256 }, committed);
  const { 'env/dev.tfvars': variables = Buffer.of(), ...rest } = committed;
  const zip = zipSync({
    ...rest,
    'env.auto.tfvars': variables,
    'lambda.zip': bundle,
    ...change,
  });
  const bucket = {
    key: (...segments: string[]) => ['dev', ...segments].join('/'),
    get: async (key: string) =>
      key === `dev/releases/${digest}.zip` ? zip : undefined,
  };
  const restore = (recorded: Partial<Deployment> = {}) =>
    restoreRelease(
      bucket,
      { envName: 'dev', folder },
      { digest, commit, ...recorded } as Deployment,
      async () => committed,
    ).then(() => 'restored', describeError);
  return { restore };
}

const plain = {
  'main.tf': Buffer.from('# nothing'),
  '.terraform.lock.hcl': Buffer.from('lock'),
  'env/dev.tfvars': Buffer.from('environment = "dev"'),
};

describe('restoreRelease', () => {
  it('writes the files of a release', async () => {
    expect(await deploy(plain).restore()).toBe('restored');

    expect(readdirSync(folder).sort()).toEqual([
      '.terraform.lock.hcl',
      'env.auto.tfvars',
      'lambda.zip',
      'main.tf',
    ]);
  });

  it('writes no file of a tampered release', async () => {
    const { restore } = deploy(plain, {
      '../escaped.txt': bundle,
      'evil_override.tf': bundle,
    });

    expect(await restore()).toMatch(
      /^Release \w+ is not trusted\..*escaped\.txt.*evil_override\.tf.*\nNext: `git checkout c+`/s,
    );
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(parent)).toEqual([path.basename(folder)]);
  });

  it('names a release that is not in the bucket', async () => {
    const message = await deploy(plain).restore({ digest: 'f'.repeat(64) });

    expect(message).toContain('Release ffffffffffff is not kept.');
  });

  it.each([
    ['x_override.tf', '# nothing', 'Its commit holds x_override.tf'],
    ['main.tf', 'backend "s3" {}', 'main.tf: a backend.'],
    ['main.tf', 'provider "evil" {}', 'main.tf: a provider block'],
  ])('refuses a commit with %s of %s', async (name, text, why) => {
    const committed = { ...plain, [name]: Buffer.from(text) };

    expect(await deploy(committed).restore()).toContain(why);
  });
});

describe('keepRelease', () => {
  it('gives equal files an equal SHA-256 at any time', async () => {
    await deploy(plain).restore();
    const kept: Uint8Array[] = [];
    const bucket = {
      key: () => '',
      put: async (_key: string, zip: string | Uint8Array) => {
        kept.push(zip as Uint8Array);
      },
    };
    const keep = () => keepRelease(bucket, { folder }, 'digest');

    const first = await keep();

    expect(await keep()).toBe(first);
    expect(
      createHash('sha256')
        .update(kept[0] ?? '')
        .digest('hex'),
    ).toBe(first);
  });
});
