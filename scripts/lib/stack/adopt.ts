import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Stack } from './stage.ts';
import type { Terraform } from './terraform.ts';
import type { Diagnostic } from './terraform-events.ts';

/** What AWS's services say to a second creation of the same name. */
const alreadyExists =
  /already ?exists|ResourceInUseException|ResourceConflictException|BucketAlreadyOwnedByYou/i;

/** The attribute that holds the id by which a resource is imported. */
const idAttributes: Record<string, string> = {
  aws_cloudwatch_log_group: 'name',
  aws_dynamodb_table: 'name',
  aws_iam_role: 'name',
  aws_lambda_function: 'function_name',
  aws_s3_bucket: 'bucket',
};

export interface ExistingResource {
  address: string;
  id: string;
}

interface PlannedResource {
  address: string;
  type: string;
  values: Record<string, unknown>;
}

/** Of the resources that failed to be created, those that are there already. */
export async function findExistingResources(
  terraform: Terraform,
  errors: Diagnostic[],
): Promise<ExistingResource[]> {
  const addresses = errors
    .filter(({ summary, detail }) => alreadyExists.test(`${summary} ${detail}`))
    .map(({ address }) => address);
  if (addresses.length === 0) {
    return [];
  }
  await terraform.run(['plan', '-out=adopt.tfplan']);
  const plan = JSON.parse(
    await terraform.run(['show', '-json', 'adopt.tfplan']),
  ) as {
    planned_values: { root_module: { resources?: PlannedResource[] } };
  };
  return (plan.planned_values.root_module.resources ?? [])
    .filter(({ address }) => addresses.includes(address))
    .flatMap(({ address, type, values }) => {
      const id = values[idAttributes[type] ?? ''];
      return typeof id === 'string' ? [{ address, id }] : [];
    });
}

/** Makes the next apply import these resources instead of creating them. */
export function writeImportBlocks(
  stack: Stack,
  resources: ExistingResource[],
): void {
  const file = path.join(stack.folder, 'adopted.tf');
  const blocks = resources.map(
    ({ address, id }) =>
      `import {\n  to = ${address}\n  id = ${JSON.stringify(id)}\n}\n`,
  );
  writeFileSync(file, blocks.join('\n'));
}
