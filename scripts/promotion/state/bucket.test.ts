import { Readable } from 'node:stream';
import {
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { identity, target } from '../guards/test-support/judge.ts';
import { StateBucket } from './bucket.ts';

describe('StateBucket', () => {
  afterEach(() => vi.restoreAllMocks());

  it('lists more than the thousand keys of one response', async () => {
    const pages: Record<string, Partial<ListObjectsV2CommandOutput>> = {
      first: {
        Contents: [{ Key: 'dev/deployments/2' }],
        IsTruncated: true,
        NextContinuationToken: 'second',
      },
      second: { Contents: [{ Key: 'dev/deployments/1' }] },
    };
    const client = new S3Client({ region: target.region });
    vi.spyOn(client, 'send').mockImplementation(async (command: object) => {
      const { input } = command as { input: ListObjectsV2CommandInput };
      return pages[input.ContinuationToken ?? 'first'];
    });
    const bucket = new StateBucket(client, target, identity);

    expect(await bucket.list(bucket.key('deployments/'))).toEqual([
      'dev/deployments/1',
      'dev/deployments/2',
    ]);
  });

  it('refuses an object larger than the sandbox ever writes', async () => {
    const client = new S3Client({ region: target.region });
    const Body = Readable.from(['x']);
    vi.spyOn(client, 'send').mockImplementation(async () => ({
      Body,
      ContentLength: 5e12,
    }));
    const bucket = new StateBucket(client, target, identity);

    await expect(bucket.get('dev/releases/x.zip')).rejects.toThrow(
      'The object dev/releases/x.zip is too large.',
    );
    expect(Body.destroyed).toBe(true);
  });
});
