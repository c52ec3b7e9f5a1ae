import { globSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Bundle } from '../build/bundle.ts';
import {
  type AuthenticatedKind,
  readAuthenticated,
  writeAuthenticated,
} from '../system/authenticated/file.ts';
import { digestOf, readParts } from '../system/digest.ts';
import { inLocal, inRepository } from '../system/paths.ts';

const count = z.int().nonnegative();

const receiptSchema = z.strictObject({
  /** Digest of everything that determines the deployment. */
  digest: z.string(),
  commit: z.string(),
  /** Whether the working tree differed from the commit. */
  dirty: z.boolean(),
  createdAt: z.iso.datetime(),
  engine: z.string(),
  versions: z.record(z.string(), z.string()),
  tests: z.strictObject({ passed: count, failed: count }),
  iam: z.strictObject({
    used: count,
    unused: count,
    denied: count,
    crossChecked: count,
    disagreements: count,
  }),
});

/** Proof that e2e passed for exactly this Terraform and this bundle. */
export type Receipt = z.infer<typeof receiptSchema>;

const kind: AuthenticatedKind<Receipt> = {
  name: 'receipt',
  schema: receiptSchema,
};

const receipts = inLocal('receipts');

/** The files in terraform/ that determine the deployment. */
export const deployedPatterns = [
  '**/*.tf',
  '.terraform.lock.hcl',
  '**/*.tfvars',
];

/**
 * SHA-256 in hex of terraform/, its lock file, every tfvars file and the
 * bundle. After one changed byte, no receipt matches.
 */
export function deploymentDigest(
  bundle: Pick<Bundle, 'sha256'>,
  terraform = inRepository('terraform'),
): string {
  return digestOfParts(bundle, readParts(terraform, deployedPatterns));
}

/** The same digest for files in memory. */
export function digestOfParts(
  { sha256 }: Pick<Bundle, 'sha256'>,
  parts: Record<string, Buffer>,
): string {
  return digestOf({ ...parts, bundle: sha256 });
}

/** @throws SandboxError if it is there, and e2e of this checkout did not write it. */
export function findReceipt(
  digest: string,
  folder = receipts,
): Receipt | undefined {
  const receipt = readReceipt(folder, `${digest}.json`);
  return receipt?.digest === digest ? receipt : undefined;
}

export function saveReceipt(receipt: Receipt, folder = receipts): void {
  writeAuthenticated(
    path.join(folder, `${receipt.digest}.json`),
    kind,
    receipt,
  );
}

/**
 * The newest receipt, whatever it is for.
 *
 * @throws SandboxError if one of them was not written by e2e of this checkout.
 */
export function newestReceipt(folder = receipts): Receipt | undefined {
  return globSync('*.json', { cwd: folder })
    .flatMap((name) => readReceipt(folder, name) ?? [])
    .sort((left, right) => right.createdAt.localeCompare(left.createdAt))[0];
}

function readReceipt(folder: string, name: string): Receipt | undefined {
  const file = path.join(folder, name);
  return readAuthenticated(
    file,
    kind,
    `\`rm ${path.relative(inRepository(), file)}\`, then \`make e2e\`, which leaves a new one`,
  );
}
