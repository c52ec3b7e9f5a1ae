import { readStatements, type Statement } from '../../iam/policy.ts';
import type { ResourceChange } from '../../terraform/plan-json.ts';

/** Resources whose policy has to be known; other policies may be set by AWS. */
const isPolicy = /^aws_(iam_.*policy|s3_bucket_policy)$/;

/** The permissions that a change would grant by wildcard, one sentence each. */
export function wildcardsOf({
  address,
  type,
  change: { after },
}: ResourceChange): string[] {
  if (!after) {
    return [];
  }
  const faults = [
    ...attachedPolicies(after)
      .filter((arn) => /^arn:[\w-]+:iam::aws:policy\//.test(arn))
      .map((arn) => `policy ${arn}, which AWS may widen.`),
    ...documents(after).flatMap(wildcardsOfDocument),
    ...(isPolicy.test(type) && typeof after.policy !== 'string'
      ? ['its policy is not known before the apply.']
      : []),
  ];
  return faults.map((fault) => `${address}: ${fault}`);
}

type Attributes = Record<string, unknown>;

function attachedPolicies(after: Attributes): string[] {
  return [after.policy_arn, after.managed_policy_arns].flat().map(String);
}

function documents(after: Attributes): string[] {
  const inline = [after.inline_policy ?? []].flat() as Attributes[];
  return [after.policy, ...inline.map(({ policy }) => policy)].filter(
    (document) => typeof document === 'string',
  );
}

function wildcardsOfDocument(document: string): string[] {
  return readStatements([document])
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) =>
      wildcardsOfStatement(statement).map(
        (what) => `statement ${statement.sid} allows ${what}.`,
      ),
    );
}

function wildcardsOfStatement(statement: Statement): string[] {
  const { actions, resources, excepting } = statement;
  return [
    ...(excepting ? ['everything but what it names'] : []),
    ...actions
      .filter((action) => /[*?]/.test(action))
      .map((action) => `action ${action}`),
    ...resources
      .filter(isWildcardResource)
      .map((resource) => `resource ${resource}`),
  ];
}

/**
 * A wildcard after a name is fine, as in `bucket/journal/*`. Instead of a name, a
 * region or an account, it would match resources that no one reviewed.
 */
function isWildcardResource(resource: string): boolean {
  const [, , service, region = '', account = '', ...rest] = resource.split(':');
  const name =
    service === 's3'
      ? rest.join(':')
      : rest.join(':').replace(/^[\w-]+[/:]/, '');
  return (
    !resource.startsWith('arn:') ||
    /[*?]/.test(region + account) ||
    /^[*?]/.test(name)
  );
}
