import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import type { Terraform } from './terraform.ts';

const attributes = z.record(z.string(), z.unknown());

const changeSchema = z.looseObject({
  address: z.string(),
  type: z.string(),
  change: z.looseObject({
    actions: z.array(z.string()),
    after: attributes.nullable(),
    after_unknown: attributes.default({}),
  }),
});

/**
 * The part of `terraform show -json` that is used here. Every other field is kept:
 * a guard searches the whole plan for traces of an emulator.
 */
export const planSchema = z.looseObject({
  variables: z
    .record(z.string(), z.looseObject({ value: z.unknown().optional() }))
    .exactOptional(),
  resource_changes: z.array(changeSchema).exactOptional(),
});

export type PlanJson = z.infer<typeof planSchema>;
export type ResourceChange = z.infer<typeof changeSchema>;

/** @throws SandboxError with what is wrong with Terraform's output. */
export async function readPlan(
  terraform: Pick<Terraform, 'run'>,
  file: string,
): Promise<PlanJson>;
export async function readPlan<T>(
  terraform: Pick<Terraform, 'run'>,
  file: string,
  schema: z.ZodType<T>,
): Promise<T>;
export async function readPlan(
  terraform: Pick<Terraform, 'run'>,
  file: string,
  schema: z.ZodType = planSchema,
): Promise<unknown> {
  return parseJson(await terraform.run(['show', '-json', file]), schema, {
    what: `Terraform's plan ${file} cannot be read.`,
    next: '`make doctor`, which shows the Terraform in use; one that this checkout has not been tested with may write plans differently',
  });
}

export type ChangeKind = 'add' | 'change' | 'replace' | 'destroy';

/** Undefined if Terraform would not change the resource. */
export function kindOf({ change }: ResourceChange): ChangeKind | undefined {
  switch (change.actions.join()) {
    case 'create':
      return 'add';
    case 'update':
      return 'change';
    case 'delete':
      return 'destroy';
    case 'create,delete':
    case 'delete,create':
      return 'replace';
    default:
      return undefined;
  }
}

/** Whether losing the resource means losing payments. */
export function holdsData({ type }: ResourceChange): boolean {
  return type === 'aws_dynamodb_table' || type === 'aws_s3_bucket';
}

export function changesOf(plan: PlanJson): ResourceChange[] {
  return (plan.resource_changes ?? []).filter(
    (change) => kindOf(change) !== undefined,
  );
}
