/** What `terraform show -json` tells of a plan, as far as it is used here. */
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

/** Undefined where Terraform would leave the resource alone. */
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

/** Resources whose loss is a loss of payments. */
export function holdsData({ type }: ResourceChange): boolean {
  return type === 'aws_dynamodb_table' || type === 'aws_s3_bucket';
}

export function changesOf(plan: PlanJson): ResourceChange[] {
  return (plan.resource_changes ?? []).filter(
    (change) => kindOf(change) !== undefined,
  );
}
