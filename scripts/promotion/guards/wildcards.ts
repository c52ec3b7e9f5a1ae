import { z } from 'zod';
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
    ...readStatements(
      documents(after),
      `The policy of ${address} cannot be read.`,
    ).flatMap(wildcardsOfStatement),
    ...(inlinePolicies(after).includes(undefined)
      ? ['an inline policy is not known before the apply.']
      : []),
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

/** The texts that hold a policy; the provider writes an empty one for none. */
function documents(after: Attributes): string[] {
  return [after.policy, ...inlinePolicies(after)].filter(
    (document): document is string =>
      typeof document === 'string' && document !== '',
  );
}

const inlineSchema = z.object({ policy: z.string() });

/** Undefined for one whose text is not known. */
function inlinePolicies(after: Attributes): (string | undefined)[] {
  return [after.inline_policy ?? []]
    .flat()
    .map((inline) => inlineSchema.safeParse(inline).data?.policy);
}

function wildcardsOfStatement(statement: Statement): string[] {
  const { sid, effect, actions, resources, excepting } = statement;
  if (effect !== 'Allow') {
    return [];
  }
  return [
    ...(excepting ? ['everything but what it names'] : []),
    ...actions
      .filter((action) => /[*?]/.test(action))
      .map((action) => `action ${action}`),
    ...resources
      .filter(isWildcardResource)
      .map((resource) => `resource ${resource}`),
  ].map((what) => `statement ${sid} allows ${what}.`);
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
