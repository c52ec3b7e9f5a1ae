import type { IamRecord } from '../record.ts';

/** What stands for itself in the policy, to be filled in by its reader. */
export interface Placeholders {
  account: string;
  region: string;
  environment: string;
}

// What no story waits for or does: the provider watches a new lifecycle for
// 55 s, and a table is protected or freed before it is destroyed.
const unrecorded = [
  { action: 's3:PutLifecycleConfiguration', on: /:s3:::[^/]*-journal-[^/]*$/ },
  { action: 'dynamodb:UpdateTable', on: /:table\/[^/]*-payments$/ },
];

// `make aws-doctor` asks, and says so where it may not.
const optional = ['iam:SimulatePrincipalPolicy'];

/** The least policy that lets somebody make the calls of a record. */
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

/** Calls of which nobody knows which permission they need. */
export function unmappedCalls({ calls }: IamRecord): string[] {
  const unknown = calls.filter(({ role, action }) => !role && !action);
  return [...new Set(unknown.map(({ operation }) => operation))].sort();
}

/** Names what differs between accounts, and leaves out what differs always. */
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
      // Objects: all of this environment's.
      .replace(/^(arn:aws:s3:::[^/]*)\/(.*)/, (_, bucket, key) =>
        key.startsWith(`${environment}/`)
          ? `${bucket}/ENVIRONMENT/*`
          : `${bucket}/*`,
      )
      // A log group is named with `:*`, as AWS's own policies do it.
      .replace(/log-group::log-stream:$/, 'log-group:*')
      .replace(/:log-stream:.*$/, ':*')
  );
}
