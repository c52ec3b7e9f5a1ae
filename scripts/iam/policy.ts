import { readDocument } from './reference/read-document.ts';

/** One statement of a policy document, with single values as lists. */
export interface Statement {
  sid: string;
  effect: 'Allow' | 'Deny';
  actions: string[];
  resources: string[];
  /** Whether it uses NotAction or NotResource. */
  excepting: boolean;
}

/**
 * Reads one role's policy documents; every element becomes a list.
 *
 * @param what the error's message, if one of them cannot be read.
 */
export function readStatements(
  documents: string[],
  what?: string,
): Statement[] {
  return documents.flatMap((document) =>
    readDocument(document, what).Statement.map(
      (
        { Sid, Effect, Action, NotAction, Resource, NotResource },
        index,
      ): Statement => ({
        sid: Sid ?? String(index),
        effect: Effect,
        actions: Action ?? [],
        resources: Resource ?? [],
        excepting: NotAction !== undefined || NotResource !== undefined,
      }),
    ),
  );
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
