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
 * Stores the configuration and the bundle, so that they can be planned again.
 *
 * @returns the SHA-256 of the stored release, for the deployment record.
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
    // A fixed time, so that equal files always give an equal zip.
    { mtime: new Date(1980, 0, 2) },
  );
  await bucket.put(releaseKey(bucket, digest), zip);
  return sha256(zip);
}

type Releases = Pick<StateBucket, 'get' | 'key'>;

/**
 * Writes a release into the target's folder, after checking that every file equals
 * the one in its commit. This happens before Terraform reads anything.
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
      why: [`${key} is not the deployed release:`, ...objections].join('\n'),
      next,
    });
  }
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content);
  }
  assertPlainRelease(folder, next);
}

/** A commit may contain files that `make aws-plan` would have refused. */
function assertPlainRelease(folder: string, next: string): void {
  assertPlainConfiguration(folder);
  const strays = findStrayFiles(folder).filter(
    (name) => name !== 'env.auto.tfvars',
  );
  if (strays.length > 0) {
    throw new SandboxError(
      'The release could point Terraform at another target.',
      {
        why: `Its commit holds ${strays.join(', ')}, which Terraform would read too.`,
        next,
      },
    );
  }
}

function releaseKey(bucket: Pick<StateBucket, 'key'>, digest: string): string {
  return bucket.key('releases', `${digest}.zip`);
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
