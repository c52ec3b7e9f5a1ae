import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  type AuthenticatedKind,
  readAuthenticated,
  writeAuthenticated,
} from '../../system/authenticated/file.ts';
import { digestOf, readParts } from '../../system/digest.ts';
import type { Target } from '../account/target.ts';

/** A rollback applies an earlier release, not the checkout. */
export const purposes = ['apply', 'rollback', 'destroy'] as const;

const sealSchema = z.strictObject({
  kind: z.enum(['aws', 'stand-in']),
  environment: z.string(),
  account: z.string(),
  region: z.string(),
  planSha256: z.string(),
  /** Digest of the configuration and the bundle. */
  digest: z.string(),
  commit: z.string(),
  lockSha256: z.string(),
  bundleSha256: z.string(),
  /** Digest of every file in the folder that Terraform reads. */
  configurationSha256: z.string(),
  purpose: z.enum(purposes),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.iso.datetime().optional(),
});

/** The inputs, the target and the expiry of a plan. */
export type Seal = z.infer<typeof sealSchema>;

const kind: AuthenticatedKind<Seal> = { name: 'seal', schema: sealSchema };

export const sealValidityMs = 60 * 60_000;

type Sealed = Pick<Target, 'envName' | 'folder'>;

/** @throws SandboxError if it exists, but this checkout's `make aws-plan` did not write it. */
export function readSeal({ envName, folder }: Sealed): Seal | undefined {
  const next = `\`make aws-plan ENV=${envName}\``;
  return readAuthenticated(path.join(folder, 'seal.json'), kind, next);
}

export function writeSeal({ folder }: Sealed, seal: Seal): void {
  writeAuthenticated(path.join(folder, 'seal.json'), kind, seal);
}

/** `.terraform` is left out: its provider is checked by the lock file. */
const configuration = [
  '**/*.tf',
  '**/*.tf.json',
  '**/*.tfvars',
  '**/*.tfvars.json',
];

/** The digests in a seal, computed for the folder's current files. */
export function readSealedFiles({ folder }: Pick<Target, 'folder'>) {
  return {
    planSha256: sha256(path.join(folder, 'plan.tfplan')),
    lockSha256: sha256(path.join(folder, '.terraform.lock.hcl')),
    bundleSha256: sha256(path.join(folder, 'lambda.zip')),
    configurationSha256: digestOf(readParts(folder, configuration)),
  };
}

/** Hexadecimal, or `missing`, which equals no digest. */
function sha256(file: string): string {
  return existsSync(file)
    ? createHash('sha256').update(readFileSync(file)).digest('hex')
    : 'missing';
}
