import { matchesConditions } from './condition.ts';
import {
  and,
  glob,
  not,
  or,
  resolveText,
  type Truth,
  textPattern,
} from './logic.ts';
import type {
  PolicyDocument,
  PolicyPrincipal,
  PolicyRequest,
  PolicyStatement,
  PolicyVerdict,
  PrincipalElement,
} from './policy-language.ts';

/**
 * The second evaluator, which shares no code and no method with the extension's:
 * it has three truth values in place of errors, and matches text by recursion in
 * place of regular expressions.
 */
export function judge(
  policy: PolicyDocument,
  request: PolicyRequest,
  kind: 'identity' | 'resource',
): PolicyVerdict {
  const concerns = (effect: string) =>
    or(
      policy.Statement.filter(({ Effect }) => Effect === effect).map(
        (statement) => concernsRequest(statement, policy, request, kind),
      ),
    );
  const denied = concerns('Deny');
  const allowed = concerns('Allow');
  if (denied !== false) {
    return denied === true ? 'denied' : 'unsupported';
  }
  if (allowed === undefined) {
    return 'unsupported';
  }
  return allowed ? 'allowed' : 'not mentioned';
}

function concernsRequest(
  statement: PolicyStatement,
  policy: PolicyDocument,
  request: PolicyRequest,
  kind: 'identity' | 'resource',
): Truth {
  const hasVariables = policy.Version === '2012-10-17';
  return and([
    matchesAction(statement, request),
    matchesResource(statement, request, hasVariables, kind),
    kind === 'identity' || matchesPrincipal(statement, request.principal),
    matchesConditions(statement.Condition ?? {}, request, hasVariables),
  ]);
}

function matchesAction(
  { Action, NotAction }: PolicyStatement,
  { action }: PolicyRequest,
): Truth {
  const found = (Action ?? NotAction ?? []).some((text) =>
    glob(textPattern(text.toLowerCase()), action.toLowerCase()),
  );
  return found === (Action !== undefined);
}

function matchesResource(
  { Resource, NotResource }: PolicyStatement,
  request: PolicyRequest,
  hasVariables: boolean,
  kind: 'identity' | 'resource',
): Truth {
  const found = or(
    (Resource ?? NotResource ?? []).map((text) => {
      const completed = kind === 'identity' ? complete(text) : text;
      const pattern = resolveText(completed, request, hasVariables);
      if (pattern === undefined) {
        // That NotResource has no documented meaning.
        return Resource ? false : undefined;
      }
      return glob(withinFields(pattern), request.resource);
    }),
  );
  return Resource ? found : not(found);
}

function complete(text: string): string {
  const fields = text.split(':');
  return fields[0] === 'arn' && fields.length < 6
    ? [...fields, ...Array(6 - fields.length).fill('*')].join(':')
    : text;
}

/**
 * "If the * wildcard is the last character of a resource ARN segment, it can
 * expand to match beyond the colon boundaries": another one does not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function withinFields(pattern: ReturnType<typeof textPattern>) {
  let colons = 0;
  return pattern.map((part, index) => {
    const next = pattern[index + 1];
    colons += part.literal === ':' ? 1 : 0;
    const endsField = part.wildcard === '*' && (!next || next.literal === ':');
    return part.wildcard && colons < 5 && !endsField
      ? { ...part, except: ':' }
      : part;
  });
}

function matchesPrincipal(
  { Effect, Principal, NotPrincipal }: PolicyStatement,
  principal: PolicyPrincipal,
): boolean {
  if (Principal) {
    return names(principal).some((name) => isNamed(name, Principal));
  }
  const element = NotPrincipal ?? '*';
  if (isNamed(everyone, element)) {
    return false;
  }
  // "You must also specify the account ARN of the not-denied principal", and a
  // session's role.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  const own = names(principal).filter((name) => name !== everyone);
  const excepted =
    Effect === 'Deny'
      ? own.length > 0 && own.every((name) => isNamed(name, element))
      : own.some((name) => isNamed(name, element));
  return !excepted;
}

type Names = { kind: string; anyOf: string[] };

const everyone: Names = { kind: 'AWS', anyOf: ['*'] };

/** The caller's account, role and itself, each with its spellings. */
function names({ type, arn, account, ...more }: PolicyPrincipal): Names[] {
  if (type === 'anonymous') {
    return [everyone];
  }
  if (type === 'service') {
    return [everyone, { kind: 'Service', anyOf: [arn] }];
  }
  const userid = more.userid ?? '';
  const root = `arn:aws:iam::${account}:root`;
  const roleId = userid.split(':')[0] ?? '';
  return [
    everyone,
    { kind: 'AWS', anyOf: [account, root] },
    { kind: 'AWS', anyOf: [arn, userid] },
    ...(more.role_arn ? [{ kind: 'AWS', anyOf: [more.role_arn, roleId] }] : []),
  ];
}

function isNamed({ kind, anyOf }: Names, element: PrincipalElement): boolean {
  if (element === '*') {
    return anyOf.includes('*');
  }
  return (element[kind] ?? []).some((name) => anyOf.includes(name));
}
