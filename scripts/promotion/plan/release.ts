import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { SandboxError } from '../../output/errors.ts';
import { readCommitted } from '../../system/git.ts';
import {
  assertPlainConfiguration,
  findStrayFiles,
} from '../../terraform/plain-configuration.ts';
import type { Target } from '../account/target.ts';
import { examineRelease } from '../guards/release.ts';
import type { StateBucket } from '../state/bucket.ts';
import type { Deployment } from '../state/deployments.ts';

const released = [
  '*.tf',
  '.terraform.lock.hcl',
  'env.auto.tfvars',
  'lambda.zip',
];

/**
 * Keeps the configuration and the bundle, to be planned again one day.
 *
 * @returns the SHA-256 of what is kept, for the record of the deployment.
 */
export async function keepRelease(
  bucket: Pick<StateBucket, 'key' | 'put'>,
  { folder }: Pick<Target, 'folder'>,
  digest: string,
): Promise<string> {
  const files = globSync(released, { cwd: folder }).sort();
  const zip = zipSync(
    Object.fromEntries(
      files.map((name) => [name, readFileSync(path.join(folder, name))]),
    ),
    // Equal files give an equal zip, whenever they are released.
    { mtime: new Date(1980, 0, 2) },
  );
  await bucket.put(releaseKey(bucket, digest), zip);
  return sha256(zip);
}

type Releases = Pick<StateBucket, 'get' | 'key'>;

/**
 * Writes a release into the target's folder once every file is known to be the
 * one that its commit holds. Terraform has not read anything by then.
 *
 * @throws SandboxError that says which file differs.
 */
export async function restoreRelease(
  bucket: Releases,
  { envName, folder }: Pick<Target, 'envName' | 'folder'>,
  deployment: Deployment,
  readCommit = readCommitted,
): Promise<void> {
  const { commit, digest } = deployment;
  const key = releaseKey(bucket, digest);
  const next = `\`git checkout ${commit}\`, then \`make e2e\` and \`make aws-plan ENV=${envName}\``;
  const zip = await bucket.get(key);
  if (!zip) {
    throw new SandboxError(`Release ${digest.slice(0, 12)} is not kept.`, {
      why: `${key} is missing in the state bucket.`,
      next,
    });
  }
  const { files, objections } = examineRelease(zip, {
    ...deployment,
    zipSha256: sha256(zip),
    environment: envName,
    committed: await readCommit(commit, 'terraform'),
  });
  if (objections.length > 0) {
    throw new SandboxError(`Release ${digest.slice(0, 12)} is not trusted.`, {
      why: [`${key} is not what was deployed:`, ...objections].join('\n'),
      next,
    });
  }
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content);
  }
  assertPlainRelease(folder, next);
}

/** A commit may hold what `make aws-plan` would have refused. */
function assertPlainRelease(folder: string, next: string): void {
  assertPlainConfiguration(folder);
  const strays = findStrayFiles(folder).filter(
    (name) => name !== 'env.auto.tfvars',
  );
  if (strays.length > 0) {
    throw new SandboxError('The release would lead Terraform astray.', {
      why: `Its commit holds ${strays.join(', ')}, which Terraform would read too.`,
      next,
    });
  }
}

function releaseKey(bucket: Pick<StateBucket, 'key'>, digest: string): string {
  return bucket.key('releases', `${digest}.zip`);
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
