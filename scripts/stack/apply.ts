import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../output/errors.ts';
import { warn } from '../output/log.ts';
import { interruption } from '../system/interruption.ts';
import { TerraformEvents } from '../terraform/events.ts';
import type { Terraform } from '../terraform/terraform.ts';
import { rememberCachedProvider } from '../toolchain/terraform-provider.ts';
import {
  type ExistingResource,
  findExistingResources,
  writeImportBlocks,
} from './import-leftovers.ts';
import type { Stack } from './stage.ts';

/** `terraform init`, unless one of this lock file has come to its end. */
export async function initialise(
  stack: Pick<Stack, 'folder'>,
  terraform: Pick<Terraform, 'run'>,
): Promise<void> {
  const lock = path.join(stack.folder, '.terraform.lock.hcl');
  // The provider's folder alone may be half of what an init was to unpack.
  const stamp = path.join(stack.folder, '.terraform', 'initialised.hcl');
  if (!existsSync(stamp) || readText(stamp) !== readText(lock)) {
    await terraform.run(['init', '-lockfile=readonly', '-no-color'], {
      next: 'connect to the network, or set TF_PROVIDER_MIRROR to a folder that `terraform providers mirror` filled',
    });
    rememberCachedProvider();
    copyFileSync(lock, stamp);
  }
}

const readText = (file: string) => readFileSync(file, 'utf8');

/**
 * `terraform apply`. Resources that an apply which was cut off made, but did
 * not get to write into the state, are adopted: those that are known to be
 * left behind, and those that Terraform finds in its way.
 *
 * @returns the number of resources added, changed or destroyed.
 */
export async function apply(
  stack: Stack,
  terraform: Terraform,
  leftBehind: ExistingResource[] = [],
): Promise<number> {
  const adopted: ExistingResource[] = [];
  let changes = 0;
  const adopt = (resources: ExistingResource[]) => {
    if (resources.length > 0) {
      warn(
        `Adopting what an apply that was cut off made: ${resources.map(({ address }) => address).join(', ')}`,
      );
    }
    adopted.push(...resources);
    writeImportBlocks(stack, adopted);
  };

  adopt(leftBehind);
  for (;;) {
    const events = await runApply(terraform, 'apply', '-auto-approve');
    changes += events.changes;
    if (events.errors.length === 0) {
      return changes;
    }
    const existing = await findExistingResources(
      terraform,
      events.errors.filter(
        (error) => !adopted.some(({ address }) => address === error.address),
      ),
    );
    if (existing.length === 0) {
      throw new SandboxError('terraform apply failed.', {
        why: events.describeErrors(),
        next: '`make status`; after a fix run the same command again',
      });
    }
    adopt(existing);
  }
}

/** `terraform destroy`. @returns the number of resources destroyed. */
export async function destroy(terraform: Terraform): Promise<number> {
  const events = await runApply(terraform, 'destroy', '-auto-approve');
  if (events.errors.length > 0) {
    throw new SandboxError('terraform destroy failed.', {
      why: events.describeErrors(),
      next: 'run the same command again; if the emulator is gone, `make local-down` clears the state',
    });
  }
  return events.changes;
}

/** Runs an apply or destroy; what Terraform itself reports is not thrown. */
export async function runApply(
  terraform: Terraform,
  subcommand: 'apply' | 'destroy',
  ...args: string[]
): Promise<TerraformEvents> {
  const events = new TerraformEvents();
  try {
    await terraform.run([subcommand, '-json', ...args], {
      onLine: events.read,
    });
  } catch (error) {
    interruption.throwIfAborted();
    if (events.errors.length === 0) {
      throw error;
    }
  }
  return events;
}
