/** What the role may read and write. */
const prefix = 'journal/';
const suffix = '.ndjson.gz';

export const journalKeyPattern = /^journal\/[^/]+\.ndjson\.gz$/;

/**
 * The object that belongs to a request. It depends on nothing else, so that a
 * retry finds it whenever and wherever it runs.
 */
export function journalKeyOf(requestId: string): string {
  return `${prefix}${requestId}${suffix}`;
}
