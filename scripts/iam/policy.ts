/** One statement of a policy document, with single values as lists. */
export interface Statement {
  sid: string;
  effect: string;
  actions: string[];
  resources: string[];
  /** Whether it uses NotAction or NotResource. */
  excepting: boolean;
}

/** Reads one role's policy documents; every element becomes a list. */
export function readStatements(documents: string[]): Statement[] {
  return documents.flatMap((document) => {
    const { Statement } = JSON.parse(document) as { Statement: unknown };
    return listOf(Statement).map((statement, index) => {
      const { Sid, Effect, Action, NotAction, Resource, NotResource } =
        statement as Record<string, unknown>;
      return {
        sid: String(Sid ?? index),
        effect: String(Effect),
        actions: listOf(Action).map(String),
        resources: listOf(Resource).map(String),
        excepting: NotAction !== undefined || NotResource !== undefined,
      };
    });
  });
}

export function matchesAction(pattern: string, action: string): boolean {
  return wildcard(pattern.toLowerCase()).test(action.toLowerCase());
}

export function matchesResource(pattern: string, resource: string): boolean {
  return wildcard(pattern).test(resource);
}

function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}
