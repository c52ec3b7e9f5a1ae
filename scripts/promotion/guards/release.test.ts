import { createHash } from 'node:crypto';
import { type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { digestOfParts } from '../../receipt/receipt.ts';
import {
  examineRelease,
  maxReleaseBytes,
  type ReleaseFacts,
} from './release.ts';
import { commit } from './test-support/judge.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (content: Uint8Array) =>
  createHash('sha256').update(content).digest('hex');

const committed = {
  'main.tf': Buffer.from('resource'),
  '.terraform.lock.hcl': Buffer.from('lock'),
  'env/dev.tfvars': Buffer.from('environment = "dev"'),
  'env/local.tfvars': Buffer.from('environment = "local"'),
  'tests/stack.tftest.hcl': Buffer.from('run'),
};
const bundle = bytes('bundle');
const { 'tests/stack.tftest.hcl': _test, ...deployed } = committed;
const digest = digestOfParts({ sha256: sha256(bundle) }, deployed);

const release: Zippable = {
  'main.tf': committed['main.tf'],
  '.terraform.lock.hcl': committed['.terraform.lock.hcl'],
  'env.auto.tfvars': committed['env/dev.tfvars'],
  'lambda.zip': bundle,
};

/** The release after a principal with write access modified it. */
function examine(zip: Uint8Array, changes: Partial<ReleaseFacts> = {}) {
  return examineRelease(zip, {
    commit,
    committed,
    digest,
    environment: 'dev',
    zipSha256: sha256(zip),
    releaseSha256: sha256(zip),
    ...changes,
  });
}

/** As in a hostile archive: one name replaced by another of equal length. */
function rename(zip: Uint8Array, old: string, name: string): Uint8Array {
  const text = Buffer.from(zip).toString('latin1').replaceAll(old, name);
  return Buffer.from(text, 'latin1');
}

describe('examineRelease', () => {
  it('unpacks an unmodified release', () => {
    const { files, objections } = examine(zipSync(release));

    expect(objections).toEqual([]);
    expect(Object.keys(files).sort()).toEqual(Object.keys(release).sort());
    expect(files['lambda.zip']).toEqual(bundle);
  });

  it('checks a release by the digest if its record has no SHA-256', () => {
    const old = { releaseSha256: undefined };
    const altered = zipSync({ ...release, 'lambda.zip': bytes('other') });

    expect(examine(zipSync(release), old).objections).toEqual([]);
    expect(examine(altered, old).objections).toHaveLength(1);
  });

  it.each<[string, Zippable, string]>([
    [
      'a file outside the folder',
      { ...release, '../../escaped.txt': bytes('x') },
      'It holds "../../escaped.txt", which is not a file of a release.',
    ],
    [
      'an override, which Terraform would run',
      { ...release, 'evil_override.tf': bytes('x') },
      'It holds "evil_override.tf"',
    ],
    ['a plugin', { ...release, '.terraform/x': bytes('x') }, '".terraform/x"'],
    [
      'another state',
      { ...release, 'backend.tf.json': bytes('{}') },
      'backend',
    ],
    [
      'variables of another environment',
      { ...release, 'z.auto.tfvars': bytes('x') },
      '"z.auto.tfvars"',
    ],
    [
      'a changed configuration',
      { ...release, 'main.tf': bytes('evil') },
      'main.tf differs from that of commit cccccccccccc.',
    ],
    [
      'a changed lock file',
      { ...release, '.terraform.lock.hcl': bytes('evil') },
      '.terraform.lock.hcl differs',
    ],
    [
      'changed variables',
      { ...release, 'env.auto.tfvars': committed['env/local.tfvars'] },
      'env.auto.tfvars differs',
    ],
    [
      'another bundle',
      { ...release, 'lambda.zip': bytes('evil') },
      `lambda.zip and terraform/ of commit cccccccccccc have digest`,
    ],
  ])('refuses %s, even if the record matches', (_case, content, why) => {
    const { objections } = examine(zipSync(content));

    expect(objections.join('\n')).toContain(why);
  });

  it('refuses a file that is missing', () => {
    const { 'main.tf': _main, ...rest } = release;

    expect(examine(zipSync(rest)).objections).toEqual(['It lacks main.tf.']);
  });

  it('refuses a duplicate name', () => {
    const zip = zipSync({ ...release, 'copy.tf': bytes('evil') });

    const { objections } = examine(rename(zip, 'copy.tf', 'main.tf'));

    expect(objections).toEqual(['It holds "main.tf" twice.']);
  });

  it('refuses an archive that would unpack to too many bytes, without unpacking it', () => {
    const zip = zipSync({
      ...release,
      'lambda.zip': new Uint8Array(maxReleaseBytes),
    });
    expect(zip.byteLength).toBeLessThan(100_000);

    const { files, objections } = examine(zip);

    expect(files).toEqual({});
    expect(objections.join()).toMatch(/It unpacks to \d+ bytes, more than/);
  });

  it('refuses a file that is not a zip, or is truncated', () => {
    const zip = zipSync(release);
    for (const part of [bytes('no zip'), zip.subarray(0, zip.length / 2)]) {
      expect(examine(part).objections.join()).toContain(
        'It is not a zip archive',
      );
    }
  });

  it('refuses a zip with damaged contents', () => {
    const zip = zipSync({ ...release, 'main.tf': Buffer.alloc(1000, 'ab') });
    // The first byte after the name is the compressed text of main.tf.
    const start = Buffer.from(zip).indexOf('main.tf') + 'main.tf'.length;
    const damaged = Uint8Array.from(zip).fill(0xff, start, start + 4);

    expect(examine(damaged).objections).not.toEqual([]);
  });

  it('refuses a zip other than the recorded one', () => {
    const { objections } = examine(zipSync(release), { releaseSha256: 'f' });

    expect(objections.join()).toMatch(/^Its SHA-256 is \w+, the record says f/);
  });

  it('refuses a record that names another digest or commit', () => {
    const zip = zipSync(release);

    expect(examine(zip, { digest: 'f'.repeat(64) }).objections).toEqual([
      expect.stringContaining('not ffffffffffff.'),
    ]);
    expect(examine(zip, { committed: {} }).objections.join()).toContain(
      'It holds "main.tf"',
    );
  });
});
