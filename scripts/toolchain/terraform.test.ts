import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assertPublished, isSupported, readVersion } from './terraform.ts';

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
