import path from 'node:path';
import { z } from 'zod';
import type { Bundle } from '../build/bundle.ts';
import { digestOf, readParts } from '../system/digest.ts';
import { readJson, writeJson } from '../system/files.ts';
import { inRepository } from '../system/paths.ts';
import { outputsSchema } from '../terraform/outputs.ts';
import type { Stack } from './stage.ts';

/** What is recorded about a stack in addition to Terraform's state. */
const appliedSchema = z.object({
  /** The run of the emulator that holds the resources. */
  sessionId: z.string(),
  /** Its address, which Terraform's state contains; missing in older records. */
  endpoint: z.string().exactOptional(),
  /** Digest of the last apply's inputs; missing while an apply is unfinished. */
  digest: z.string().exactOptional(),
  outputs: outputsSchema.exactOptional(),
});

export type Applied = z.infer<typeof appliedSchema>;

export const recordName = 'applied.json';

type StackFolder = Pick<Stack, 'folder'>;

export function readApplied(stack: StackFolder): Applied | undefined {
  return readJson(recordOf(stack), appliedSchema);
}

export function writeApplied(stack: StackFolder, applied: Applied): void {
  writeJson(recordOf(stack), applied);
}

/**
 * A digest of every input that decides the result of an apply, other than the
 * emulator's address: a state is restored at any.
 */
export function digestOfInputs(
  stack: Stack,
  bundle: Bundle,
  terraformFolder = inRepository('terraform'),
): string {
  const patterns = ['*.tf', '.terraform.lock.hcl', 'env/local.tfvars'];
  return digestOf({
    ...readParts(terraformFolder, patterns),
    bundle: bundle.sha256,
    environment: stack.envName,
    accountId: stack.accountId,
  });
}

function recordOf(stack: StackFolder): string {
  return path.join(stack.folder, recordName);
}
