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
 * `terraform apply`. Imports the resources that an interrupted apply created but
 * could not write to the state: those found before the apply, and those whose
 * creation fails because they exist.
 *
 * @returns the number of resources added, changed or destroyed.
 */
export async function apply(
  stack: Stack,
  terraform: Terraform,
  leftBehind: ExistingResource[] = [],
): Promise<number> {
  const imported: ExistingResource[] = [];
  let changes = 0;
  const importResources = (resources: ExistingResource[]) => {
    if (resources.length > 0) {
      warn(
        `Importing resources of an interrupted apply:  ${resources.map(({ address }) => address).join(', ')}`,
      );
    }
    imported.push(...resources);
    writeImportBlocks(stack, imported);
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
        (error) => !imported.some(({ address }) => address === error.address),
      ),
    );
    if (existing.length === 0) {
      throw new SandboxError('terraform apply failed.', {
        why: events.describeErrors(),
        next: '`make status`; after a fix, run the same command again',
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
