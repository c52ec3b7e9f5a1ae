import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Clients } from '../emulator/clients.ts';
import { findResourceType } from '../pipeline/resource-types.ts';
import type { Diagnostic } from '../terraform/events.ts';
import { planSchema, readPlan } from '../terraform/plan-json.ts';
import type { Terraform } from '../terraform/terraform.ts';
import type { Stack } from './stage.ts';

/** The errors of AWS's services for a name that is taken. */
const alreadyExists =
  /already ?exists?|ResourceInUseException|ResourceConflictException|BucketAlreadyOwnedByYou/i;

export interface ExistingResource {
  address: string;
  id: string;
}

interface PlannedCreation extends ExistingResource {
  type: string;
}

const localPlanSchema = planSchema.extend({
  variables: z.object({ aws_region: z.object({ value: z.string() }) }),
});

/**
 * Resources that an interrupted apply created without writing them to the state.
 * Searching first saves five minutes, for which the provider would retry to
 * create a function whose name is taken.
 */
export async function findLeftBehind(
  terraform: Pick<Terraform, 'run'>,
  connect: (region: string) => Clients,
): Promise<ExistingResource[]> {
  const { creations, region } = await planCreations(terraform);
  const clients = connect(region);
  const found = await Promise.all(
    creations.map(({ type, id }) => resourceExists(clients, type, id)),
  );
  return creations.filter((_, index) => found[index]);
}

async function resourceExists(
  clients: Clients,
  type: string,
  id: string,
): Promise<boolean> {
  const found = findResourceType(type)?.describe(clients, id);
  return found
    ? found.then(
        () => true,
        () => false,
      )
    : false;
}

/** Of the resources that failed to be created, those that are there already. */
export async function findExistingResources(
  terraform: Pick<Terraform, 'run'>,
  errors: Diagnostic[],
): Promise<ExistingResource[]> {
  const addresses = errors
    .filter(({ summary, detail }) => alreadyExists.test(`${summary} ${detail}`))
    .map(({ address }) => address);
  if (addresses.length === 0) {
    return [];
  }
  const { creations } = await planCreations(terraform);
  return creations.filter(({ address }) => addresses.includes(address));
}

async function planCreations(
  terraform: Pick<Terraform, 'run'>,
): Promise<{ creations: PlannedCreation[]; region: string }> {
  await terraform.run(['plan', '-out=import.tfplan']);
  const plan = await readPlan(terraform, 'import.tfplan', localPlanSchema);
  const creations = (plan.resource_changes ?? [])
    .filter(({ change }) => change.actions.join() === 'create')
    .flatMap(({ address, type, change }) => {
      const id = change.after?.[findResourceType(type)?.idAttribute ?? ''];
      return typeof id === 'string' ? [{ address, type, id }] : [];
    });
  return { creations, region: plan.variables.aws_region.value };
}

/** Makes the next apply import these resources instead of creating them. */
export function writeImportBlocks(
  stack: Stack,
  resources: ExistingResource[],
): void {
  const file = path.join(stack.folder, 'imported.tf');
  const blocks = resources.map(
    ({ address, id }) =>
      `import {\n  to = ${address}\n  id = ${JSON.stringify(id)}\n}\n`,
  );
  writeFileSync(file, blocks.join('\n'));
}
