import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readJson, writeJson } from '../json-file.ts';
import type { Target } from './target.ts';

/** What a plan was made from, for whom, and until when it may be applied. */
export interface Seal {
  kind: Target['kind'];
  environment: string;
  account: string;
  region: string;
  planSha256: string;
  /** Of the configuration and the bundle. */
  digest: string;
  commit: string;
  lockSha256: string;
  bundleSha256: string;
  /** A rollback applies what was released, not what is checked out. */
  rollback: boolean;
  purpose: 'apply' | 'destroy';
  createdAt: string;
  expiresAt: string;
  usedAt?: string;
}

export const sealValidityMs = 60 * 60_000;

export function readSeal({ folder }: Target): Seal | undefined {
  return readJson<Seal>(path.join(folder, 'seal.json'));
}

export function writeSeal({ folder }: Target, seal: Seal): void {
  writeJson(path.join(folder, 'seal.json'), seal);
}

/** The digests that a seal holds, of what is in the folder now. */
export function readSealedFiles({ folder }: Target) {
  return {
    planSha256: sha256(path.join(folder, 'plan.tfplan')),
    lockSha256: sha256(path.join(folder, '.terraform.lock.hcl')),
    bundleSha256: sha256(path.join(folder, 'lambda.zip')),
  };
}

/** Hexadecimal, or `missing`, which equals no digest. */
function sha256(file: string): string {
  return existsSync(file)
    ? createHash('sha256').update(readFileSync(file)).digest('hex')
    : 'missing';
}
