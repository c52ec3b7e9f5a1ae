import { whyUnknownToAws } from './aws-reference.ts';
import type { IamRecord, RecordedCall } from './record.ts';
import { isAllowed, judgeTogether } from './reference/decision.ts';
import type {
  PolicyDocument,
  PolicyRequest,
} from './reference/policy-language.ts';
import { readDocument } from './reference/read-document.ts';

export interface Disagreement {
  call: RecordedCall;
  /** The other evaluator's verdict. */
  other: string;
}

/**
 * Compares each recorded call of a role with AWS's own list of actions and resource
 * types, with the reference evaluator, and, for the role's policies alone, with
 * moto's evaluator.
 */
export async function crossCheck(record: IamRecord): Promise<{
  checked: number;
  disagreements: Disagreement[];
}> {
  const calls = record.calls.filter((call) => call.role && call.action);
  const disagreements: Disagreement[] = [];
  for (const call of calls) {
    const other =
      (await whyUnknownToAws(call.action ?? '', call.resource ?? '')) ??
      decideAgain(call, record);
    if ((other === 'permitted') !== call.allowed) {
      disagreements.push({ call, other });
    }
  }
  return { checked: calls.length, disagreements };
}

/** `permitted`, or why not. */
function decideAgain(call: RecordedCall, { policies }: IamRecord): string {
  const { role, action, resource, basis, second_opinion } = call;
  if (!role || !action || !resource || !basis) {
    return 'nothing';
  }
  const request = { ...basis, action, resource };
  const identity = readAll(policies[role]);
  const other = compareWithMoto(identity, request, second_opinion);
  if (other) {
    return other;
  }
  const allowed = isAllowed(
    {
      identity,
      owner: basis.owner,
      ...(basis.permissions_boundary && {
        boundary: readAll(basis.permissions_boundary),
      }),
      ...(basis.session_policies && {
        session: readAll(basis.session_policies),
      }),
      ...(basis.resource_policy && {
        resource: readDocument(basis.resource_policy),
      }),
    },
    request,
  );
  return allowed === undefined
    ? 'no result, because AWS documents none'
    : allowed
      ? 'permitted'
      : 'not permitted';
}

const motoTerm = {
  allowed: 'permitted',
  denied: 'denied',
  'not mentioned': 'not mentioned',
} as const;

/**
 * Where moto's evaluator reads the role's policies differently from the reference.
 * It has no opinion on conditions and NotResource.
 */
function compareWithMoto(
  documents: PolicyDocument[],
  request: PolicyRequest,
  opinion: string | null,
): string | undefined {
  const verdict = judgeTogether(documents, request);
  if (verdict === 'unsupported' || opinion?.startsWith('no opinion')) {
    return;
  }
  return opinion === motoTerm[verdict]
    ? undefined
    : `moto: ${opinion ?? 'nothing'}, for a policy that the reference finds ${verdict}`;
}

function readAll(texts: string[] | undefined): PolicyDocument[] {
  return (texts ?? []).map((text) => readDocument(text));
}
