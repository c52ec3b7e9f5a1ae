/** The execution role may read and write only under this prefix. */
const prefix = 'journal/';
const suffix = '.ndjson.gz';

export const journalKeyPattern = /^journal\/[^/]+\.ndjson\.gz$/;

/**
 * Returns the key of a request's journal object. It depends on the request id
 * alone, so that a retry finds the object whenever and wherever it runs.
 */
export function journalKeyOf(requestId: string): string {
  return `${prefix}${requestId}${suffix}`;
}
