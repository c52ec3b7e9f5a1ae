import { globSync } from 'node:fs';
import type { Bundle } from './bundle.ts';
import { digestOf, readParts } from './digest.ts';
import { readJson, writeJson } from './json-file.ts';
import { inLocal, inRepository } from './paths.ts';

/** Proof that e2e passed for exactly this Terraform and this bundle. */
export interface Receipt {
  /** Of everything that decides what is deployed. */
  digest: string;
  commit: string;
  /** Whether files differed from the commit. */
  dirty: boolean;
  createdAt: string;
  engine: string;
  versions: Record<string, string>;
  tests: { passed: number; failed: number };
  iam: {
    used: number;
    unused: number;
    denied: number;
    crossChecked: number;
    disagreements: number;
  };
}

/**
 * SHA-256 in hex of terraform/, its lock file, every tfvars file and the
 * bundle. One changed byte, and no receipt matches any more.
 */
export function deploymentDigest(
  bundle: Pick<Bundle, 'sha256'>,
  terraform = inRepository('terraform'),
): string {
  const patterns = ['**/*.tf', '.terraform.lock.hcl', '**/*.tfvars'];
  return digestOf({
    ...readParts(terraform, patterns),
    bundle: bundle.sha256,
  });
}

export function findReceipt(digest: string): Receipt | undefined {
  const receipt = readJson<Receipt>(receiptFile(digest));
  return receipt?.digest === digest ? receipt : undefined;
}

export function saveReceipt(receipt: Receipt): void {
  writeJson(receiptFile(receipt.digest), receipt);
}

/** The newest receipt, whatever it is for. */
export function newestReceipt(): Receipt | undefined {
  return globSync('*.json', { cwd: inLocal('receipts') })
    .flatMap((name) => readJson<Receipt>(inLocal('receipts', name)) ?? [])
    .sort((left, right) => right.createdAt.localeCompare(left.createdAt))[0];
}

function receiptFile(digest: string): string {
  return inLocal('receipts', `${digest}.json`);
}
