/** The part of `terraform show -json` that is used here. */
export interface PlanJson {
  variables?: Record<string, { value: unknown }>;
  resource_changes?: ResourceChange[];
  configuration?: { provider_config?: unknown };
}

export interface ResourceChange {
  address: string;
  type: string;
  change: {
    actions: string[];
    after: Record<string, unknown> | null;
    after_unknown: Record<string, unknown>;
  };
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
