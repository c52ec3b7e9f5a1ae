import type { IamRecord } from '../record.ts';

/** Values that become placeholders in the policy, for the reader to replace. */
export interface Placeholders {
  account: string;
  region: string;
  environment: string;
}

// Actions that the promotion test never calls: the provider polls a new lifecycle
// for 55 s, and deletion protection of a table is switched before a destroy.
const unrecorded = [
  { action: 's3:PutLifecycleConfiguration', on: /:s3:::[^/]*-journal-[^/]*$/ },
  { action: 'dynamodb:UpdateTable', on: /:table\/[^/]*-payments$/ },
];

// Used only by `make aws-doctor`, which reports it if it is denied.
const optional = ['iam:SimulatePrincipalPolicy'];

/** The least policy that allows the calls of a record. */
export function makeDeployerPolicy(
  { calls }: IamRecord,
  placeholders: Placeholders,
): object {
  const actionsByResource = new Map<string, Set<string>>();
  const allow = (action: string, resource: string) =>
    actionsByResource.set(
      resource,
      (actionsByResource.get(resource) ?? new Set()).add(action),
    );
  for (const { role, action, resource } of calls) {
    if (role === null && action && resource && !optional.includes(action)) {
      allow(action, generalise(resource, placeholders));
    }
  }
  for (const { action, on } of unrecorded) {
    for (const resource of [...actionsByResource.keys()]) {
      if (on.test(resource)) {
        allow(action, resource);
      }
    }
  }
  return {
    Version: '2012-10-17',
    Statement: [...actionsByResource]
      .sort(([left], [right]) => left.localeCompare(right))
      .map(([Resource, actions]) => ({
        Effect: 'Allow',
        Action: [...actions].sort(),
        Resource,
      })),
  };
}

/** Calls whose required permission is unknown. */
export function unmappedCalls({ calls }: IamRecord): string[] {
  const unknown = calls.filter(({ role, action }) => !role && !action);
  return [...new Set(unknown.map(({ operation }) => operation))].sort();
}

/** Replaces account-specific parts by placeholders, and removes run-specific ones. */
function generalise(
  resource: string,
  { account, region, environment }: Placeholders,
): string {
  return (
    resource
      .replaceAll(account, 'ACCOUNT_ID')
      .replaceAll(region, 'REGION')
      .replaceAll(
        `payments-sandbox-${environment}-`,
        'payments-sandbox-ENVIRONMENT-',
      )
      // Every object of this environment.
      .replace(/^(arn:aws:s3:::[^/]*)\/(.*)/, (_, bucket, key) =>
        key.startsWith(`${environment}/`)
          ? `${bucket}/ENVIRONMENT/*`
          : `${bucket}/*`,
      )
      // AWS's own policies also name a log group with `:*`.
      .replace(/log-group::log-stream:$/, 'log-group:*')
      .replace(/:log-stream:.*$/, ':*')
  );
}
