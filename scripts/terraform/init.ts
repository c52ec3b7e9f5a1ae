import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Terraform } from './terraform.ts';

/** Runs `terraform init`, unless one has completed with this lock file. */
export async function initialise(
  stack: { folder: string },
  terraform: Pick<Terraform, 'run'>,
): Promise<void> {
  const lock = path.join(stack.folder, '.terraform.lock.hcl');
  // An existing provider folder may be incomplete, if an init was killed.
  const stamp = path.join(stack.folder, '.terraform', 'initialised.hcl');
  if (!existsSync(stamp) || readText(stamp) !== readText(lock)) {
    await terraform.run(['init', '-lockfile=readonly', '-no-color']);
    copyFileSync(lock, stamp);
  }
}

const readText = (file: string) => readFileSync(file, 'utf8');
