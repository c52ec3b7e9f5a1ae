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

/** Oldest first. */
export async function readDeployments(
  bucket: StateBucket,
): Promise<Deployment[]> {
  const keys = await bucket.list(bucket.key('deployments/'));
  return Promise.all(
    keys.map(async (key) => {
      const body = await bucket.get(key);
      return JSON.parse(new TextDecoder().decode(body)) as Deployment;
    }),
  );
}

/** What is deployed now, or undefined. */
export function currentDeployment(
  deployments: Deployment[],
): Deployment | undefined {
  const last = deployments.at(-1);
  return last?.purpose === 'apply' ? last : undefined;
}

/** The last one that was deployed before what is deployed now. */
export function previousDeployment(
  deployments: Deployment[],
): Deployment | undefined {
  const current = currentDeployment(deployments);
  return deployments.findLast(
    ({ purpose, digest }) => purpose === 'apply' && digest !== current?.digest,
  );
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
      why: `${releaseKey(bucket, digest)} is missing in ${bucket.name}.`,
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
