import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { SandboxError } from '../errors.ts';
import type { StackOutputs } from '../stack/outputs.ts';
import type { StateBucket } from './state-bucket.ts';
import type { Target } from './target.ts';

/** One apply or destroy that ended well: who, what, when. */
export interface Deployment {
  purpose: 'apply' | 'destroy';
  at: string;
  who: string;
  digest: string;
  commit: string;
  planSha256: string;
  rollback: boolean;
  outputs?: StackOutputs;
}

export async function recordDeployment(
  bucket: StateBucket,
  deployment: Deployment,
): Promise<void> {
  await bucket.put(
    bucket.key('deployments', `${deployment.at}.json`),
    `${JSON.stringify(deployment, null, 2)}\n`,
  );
}

type Records = Pick<StateBucket, 'get' | 'key' | 'list'>;

/** Newest first, each read only when it is asked for. */
async function* readDeployments(bucket: Records): AsyncGenerator<Deployment> {
  const keys = await bucket.list(bucket.key('deployments/'));
  for (const key of keys.reverse()) {
    const body = await bucket.get(key);
    yield JSON.parse(new TextDecoder().decode(body)) as Deployment;
  }
}

/** What is deployed now, or undefined. */
export async function currentDeployment(
  bucket: Records,
): Promise<Deployment | undefined> {
  const { value: last } = await readDeployments(bucket).next();
  return last?.purpose === 'apply' ? last : undefined;
}

/** The last one that was deployed before what is deployed now. */
export async function previousDeployment(
  bucket: Records,
): Promise<Deployment | undefined> {
  const current = await currentDeployment(bucket);
  for await (const deployment of readDeployments(bucket)) {
    if (
      deployment.purpose === 'apply' &&
      deployment.digest !== current?.digest
    ) {
      return deployment;
    }
  }
  return undefined;
}

const released = [
  '*.tf',
  '.terraform.lock.hcl',
  'env.auto.tfvars',
  'lambda.zip',
];

/** Keeps the configuration and the bundle, to be planned again one day. */
export async function keepRelease(
  bucket: StateBucket,
  { folder }: Target,
  digest: string,
): Promise<void> {
  const files = globSync(released, { cwd: folder });
  const zip = zipSync(
    Object.fromEntries(
      files.map((name) => [name, readFileSync(path.join(folder, name))]),
    ),
  );
  await bucket.put(releaseKey(bucket, digest), zip);
}

/** Unpacks a release into the target's folder. */
export async function restoreRelease(
  bucket: StateBucket,
  { folder }: Target,
  digest: string,
): Promise<void> {
  const zip = await bucket.get(releaseKey(bucket, digest));
  if (!zip) {
    throw new SandboxError(`Release ${digest.slice(0, 12)} is not kept.`, {
      why: `${releaseKey(bucket, digest)} is missing in the state bucket.`,
      next: 'check out its commit, then `make e2e` and `make aws-plan`',
    });
  }
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    writeFileSync(path.join(folder, name), content);
  }
}

function releaseKey(bucket: StateBucket, digest: string): string {
  return bucket.key('releases', `${digest}.zip`);
}
