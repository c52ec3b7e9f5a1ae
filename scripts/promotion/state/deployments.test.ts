import { describe, expect, it } from 'vitest';
import { SandboxError } from '../../output/errors.ts';
import {
  currentDeployment,
  type Deployment,
  previousDeployment,
} from './deployments.ts';

const deployment = (
  digest: string,
  purpose: Deployment['purpose'] = 'apply',
): Deployment => ({
  purpose,
  digest: digest.repeat(64),
  at: '2026-01-01T00:00:00.000Z',
  who: 'arn:aws:iam::x:user/y',
  commit: 'c'.repeat(40),
  planSha256: 'a'.repeat(64),
});

const [first, second, destroyed] = [
  deployment('1'),
  deployment('2'),
  deployment('2', 'destroy'),
];

/** The state bucket after these deployments. */
function bucketAfter(...deployments: Deployment[]) {
  const read: string[] = [];
  return {
    read,
    key: (...segments: string[]) => segments.join('/'),
    list: async () => deployments.map((_deployment, index) => String(index)),
    get: async (key: string) => {
      read.push(key);
      return new TextEncoder().encode(JSON.stringify(deployments[Number(key)]));
    },
  };
}

describe('currentDeployment', () => {
  it('is the last deployment, unless it was destroyed', async () => {
    expect(await currentDeployment(bucketAfter())).toBeUndefined();
    expect(await currentDeployment(bucketAfter(first, second))).toEqual(second);
    expect(
      await currentDeployment(bucketAfter(first, second, destroyed)),
    ).toBeUndefined();
  });

  it('reads only one record', async () => {
    const bucket = bucketAfter(first, second, first);

    await currentDeployment(bucket);

    expect(bucket.read).toEqual(['2']);
  });
});

describe('previousDeployment', () => {
  it('is the last deployment with another digest', async () => {
    expect(await previousDeployment(bucketAfter(first))).toBeUndefined();
    expect(
      await previousDeployment(bucketAfter(first, second, second)),
    ).toEqual(first);
  });

  it('goes forward again after a rollback', async () => {
    expect(await previousDeployment(bucketAfter(first, second, first))).toEqual(
      second,
    );
  });

  it('is the destroyed deployment, if nothing is deployed', async () => {
    expect(
      await previousDeployment(bucketAfter(first, second, destroyed)),
    ).toEqual(second);
  });
});

describe('a modified record', () => {
  it.each<[string, object, string]>([
    ['a digest that leads elsewhere', { digest: '../x' }, 'no SHA-256'],
    ['a commit that is an option', { commit: '--upload-pack=x' }, 'no commit'],
    ['an escape code', { who: '\u001b[2J' }, 'not printable'],
    ['another purpose', { purpose: 'evil' }, 'purpose'],
    ['an invalid SHA-256', { releaseSha256: '' }, 'releaseSha256'],
  ])('is rejected with %s', async (_case, change, why) => {
    const bucket = bucketAfter({ ...first, ...change } as Deployment);

    const error = await currentDeployment(bucket).catch((each) => each);

    expect(error).toBeInstanceOf(SandboxError);
    expect(error.message).toBe('The deployment record 0 is malformed.');
    expect(error.why).toContain(why);
    expect(error.next).toBeDefined();
  });
});

describe('a record of an older version', () => {
  const old = (purpose: string, rollback: boolean) => ({
    ...deployment('1'),
    purpose,
    rollback,
  });

  it.each([
    ['apply', false, 'apply'],
    ['apply', true, 'rollback'],
    ['destroy', true, 'destroy'],
  ])('of %s with rollback: %s is one of %s', async (purpose, rollback, now) => {
    const record = old(purpose, rollback) as unknown as Deployment;
    const read = await previousDeployment(bucketAfter(record, second, second));

    expect(read?.purpose).toBe(now === 'destroy' ? undefined : now);
  });
});
