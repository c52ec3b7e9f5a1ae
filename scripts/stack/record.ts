import path from 'node:path';
import type { Bundle } from '../build/bundle.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { digestOf, readParts } from '../system/digest.ts';
import { readJson, writeJson } from '../system/files.ts';
import { inRepository } from '../system/paths.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import type { Stack } from './stage.ts';

/** What is recorded about a stack in addition to Terraform's state. */
export interface Applied {
  /** The run of the emulator that holds the resources. */
  sessionId: string;
  /** Digest of the last apply's inputs; missing while an apply is unfinished. */
  digest?: string;
  outputs?: StackOutputs;
}

export function readApplied(stack: Stack): Applied | undefined {
  return readJson<Applied>(recordOf(stack));
}

export function writeApplied(stack: Stack, applied: Applied): void {
  writeJson(recordOf(stack), applied);
}

/** A digest of every input that decides the result of an apply. */
export function digestOfInputs(
  stack: Stack,
  bundle: Bundle,
  emulator: Pick<Emulator, 'endpoint'>,
  terraformFolder = inRepository('terraform'),
): string {
  const patterns = ['*.tf', '.terraform.lock.hcl', 'env/local.tfvars'];
  return digestOf({
    ...readParts(terraformFolder, patterns),
    bundle: bundle.sha256,
    environment: stack.envName,
    accountId: stack.accountId,
    endpoint: emulator.endpoint,
  });
}

function recordOf(stack: Stack): string {
  return path.join(stack.folder, 'applied.json');
}
