import { SandboxError } from '../output/errors.ts';
import { warn } from '../output/log.ts';
import { runApply } from '../terraform/apply.ts';
import type { Terraform } from '../terraform/terraform.ts';
import {
  type ExistingResource,
  findExistingResources,
  writeImportBlocks,
} from './import-leftovers.ts';
import type { Stack } from './stage.ts';

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
  const importResources = (resources: ExistingResource[]) => {
    if (resources.length > 0) {
      warn(
        `Adopting what an apply that was cut off made: ${resources.map(({ address }) => address).join(', ')}`,
      );
    }
    adopted.push(...resources);
    writeImportBlocks(stack, adopted);
  };

  importResources(leftBehind);
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
    importResources(existing);
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
