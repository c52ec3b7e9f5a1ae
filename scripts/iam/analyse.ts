import {
  matchesAction,
  matchesResource,
  readStatements,
  type Statement,
} from './policy.ts';
import type { IamRecord, RecordedCall } from './record.ts';

/** One action on one resource that a statement allows. */
export interface Grant {
  sid: string;
  action: string;
  resource: string;
  /** The number of calls that needed it. */
  calls: number;
}

export interface IamAnalysis {
  used: Grant[];
  /** Should be removed. */
  unused: Grant[];
  /** Refused calls, which would fail on AWS too. */
  denied: RecordedCall[];
}

/**
 * Compares the permissions that roles had with those they used. Roles of stacks
 * with the same configuration count as one: if any of them used it, it is used.
 */
export function analyse({ calls, policies }: IamRecord): IamAnalysis {
  const grants = new Map<string, Grant>();
  for (const [role, documents] of Object.entries(policies)) {
    const allowed = calls.filter((call) => call.role === role && call.allowed);
    for (const [key, grant] of grantsOf(readStatements(documents))) {
      const known = grants.get(key) ?? { ...grant, calls: 0 };
      known.calls += countCalls(allowed, grant);
      grants.set(key, known);
    }
  }
  const all = [...grants.values()];
  return {
    used: all.filter((grant) => grant.calls > 0),
    unused: all.filter((grant) => grant.calls === 0),
    denied: calls.filter((call) => call.role && !call.allowed),
  };
}

/** Keyed independently of resource names, so that stacks can be merged. */
function grantsOf(statements: Statement[]): [string, Omit<Grant, 'calls'>][] {
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ sid, actions, resources }) =>
      actions.flatMap((action) =>
        resources.map((resource, index): [string, Omit<Grant, 'calls'>] => [
          `${sid} ${action} ${index}`,
          { sid, action, resource },
        ]),
      ),
    );
}

function countCalls(
  calls: RecordedCall[],
  grant: Omit<Grant, 'calls'>,
): number {
  return calls
    .filter(
      ({ action, resource }) =>
        action !== null &&
        resource !== null &&
        matchesAction(grant.action, action) &&
        matchesResource(grant.resource, resource),
    )
    .reduce((sum, { count }) => sum + count, 0);
}

/** The least policy that would have been sufficient, by statement. */
export function leastPolicy({ used, denied }: IamAnalysis): object {
  const wanted = [
    ...used.map(({ sid, action, resource }) => ({ sid, action, resource })),
    ...denied.flatMap(({ action, resource }) =>
      action && resource ? [{ sid: 'Missing', action, resource }] : [],
    ),
  ];
  const statements = Map.groupBy(
    wanted,
    ({ sid, resource }) => `${sid} ${resource}`,
  );
  return {
    Version: '2012-10-17',
    Statement: [...statements.values()].map((group) => ({
      Sid: group[0]?.sid,
      Effect: 'Allow',
      Action: group.map(({ action }) => action),
      Resource: group[0]?.resource,
    })),
  };
}
