import { judge } from './evaluator.ts';
import type {
  PolicyDocument,
  PolicyRequest,
  PolicyVerdict,
} from './policy-language.ts';

/** The policies of the caller and of the resource, as they were at a call. */
export interface PolicySet {
  identity: PolicyDocument[];
  /** Undefined without one, which restricts nothing. */
  boundary?: PolicyDocument[];
  session?: PolicyDocument[];
  resource?: PolicyDocument;
  /** The account that owns the resource; empty if none does. */
  owner: string;
}

/**
 * Decides on a call by a second way through AWS's evaluation logic.
 *
 * @returns undefined if AWS documents no result for a part that matters.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(
  policies: PolicySet,
  request: PolicyRequest,
): boolean | undefined {
  const { resource, owner } = policies;
  const identity = judgeTogether(policies.identity, request);
  const limits = [policies.boundary, policies.session].map((documents) =>
    documents ? judgeTogether(documents, request) : 'allowed',
  );
  const granted = resource ? judge(resource, request, 'resource') : undefined;
  const verdicts = [identity, granted, ...limits];
  if (verdicts.includes('denied')) {
    return false;
  }
  if (verdicts.includes('unsupported')) {
    return undefined;
  }
  const isLimited = limits.includes('not mentioned');
  const byCaller = identity === 'allowed' && !isLimited;
  const byResource = granted === 'allowed';
  if (owner !== '' && owner !== request.principal.account) {
    return byCaller && byResource;
  }
  // A role and a key always need their policy to allow the request.
  if (!byResource && /^(sts|kms):/.test(request.action)) {
    return false;
  }
  return byCaller || grantsDirectly(resource, request, isLimited);
}

/** The verdict of several policies that allow what any of them allows. */
export function judgeTogether(
  documents: PolicyDocument[],
  request: PolicyRequest,
): PolicyVerdict {
  const found = documents.map((document) =>
    judge(document, request, 'identity'),
  );
  const order = ['denied', 'unsupported', 'allowed'] as const;
  return order.find((verdict) => found.includes(verdict)) ?? 'not mentioned';
}

/**
 * Whether the resource allows the caller itself, not only its account. What a
 * boundary or session policy does not allow is granted only to the ARN of a user
 * or session.
 */
function grantsDirectly(
  resource: PolicyDocument | undefined,
  request: PolicyRequest,
  isLimited: boolean,
): boolean {
  const { arn } = request.principal;
  const statements = resource?.Statement.filter(
    ({ Principal }) =>
      !isLimited ||
      (typeof Principal === 'object' && Principal.AWS?.includes(arn)),
  );
  // Without its account, only what names the caller more closely matches.
  const principal = { ...request.principal, account: '' };
  const verdict = judge(
    { ...resource, Statement: statements ?? [] },
    { ...request, principal },
    'resource',
  );
  return verdict === 'allowed';
}
