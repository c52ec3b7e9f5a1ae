import {
  existsSync,
  globSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import type { Emulator } from '../emulator/emulator.ts';
import { errorCode } from '../output/errors.ts';
import { warn } from '../output/log.ts';
import { readApplied, recordName } from './record.ts';
import type { Stack } from './stage.ts';

export const stateName = 'terraform.tfstate';

type StackFolder = Pick<Stack, 'folder'>;

export function hasState(stack: StackFolder): boolean {
  return existsSync(stateOf(stack));
}

function stateOf({ folder }: StackFolder): string {
  return path.join(folder, stateName);
}

/** Terraform writes its state in place, so a kill may cut it off. */
export function isDamaged(stack: StackFolder): boolean {
  try {
    JSON.parse(readFileSync(stateOf(stack), 'utf8'));
    return false;
  } catch (error) {
    return errorCode(error) !== 'ENOENT';
  }
}

/** So that the next apply finds the resources again. @returns whether it was damaged. */
export function dropDamagedState(stack: Stack): boolean {
  if (!isDamaged(stack)) {
    return false;
  }
  warn(
    `The state of stack ${stack.envName} was cut off while Terraform wrote it: looking for the resources in the emulator`,
  );
  rmSync(stateOf(stack));
  return true;
}

/**
 * LocalStack loses everything when it exits; Terraform's state file remains. A
 * state from elsewhere, even from AWS, refers to nothing in this emulator either.
 */
export function forgetStateOfAnotherRun(
  stack: Stack,
  emulator: Pick<Emulator, 'sessionId'>,
): void {
  const applied = readApplied(stack);
  if (!hasState(stack) || applied?.sessionId === emulator.sessionId) {
    return;
  }
  if (applied) {
    warn(
      `The emulator was restarted since stack ${stack.envName} was applied: its resources are lost`,
    );
  }
  forgetState(stack);
}

/**
 * Removes state and record: the resources are destroyed, or lost with an emulator.
 * A state from elsewhere is set aside, because it may be the user's only copy.
 */
export function forgetState(stack: StackFolder): void {
  if (hasState(stack) && !readApplied(stack)) {
    const foreign = path.join(stack.folder, 'foreign.tfstate');
    renameSync(stateOf(stack), foreign);
    warn(
      `A Terraform state was not written by this sandbox: set aside as ${foreign}`,
    );
  }
  for (const name of globSync([recordName, `${stateName}*`], {
    cwd: stack.folder,
  })) {
    rmSync(path.join(stack.folder, name));
  }
}
