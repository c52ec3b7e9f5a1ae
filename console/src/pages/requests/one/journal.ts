import type { Attempt } from '../../../../../scripts/console/contract.ts';

/** Where the payments of the request were written before the table, as an S3 URI. */
export function findJournalObject({
  response,
  spans,
}: Pick<Attempt, 'response' | 'spans'>): string | undefined {
  const written = spans.find(
    ({ service, operation }) => service === 's3' && operation === 'PutObject',
  )?.iam.resource;
  return written?.replace(/^arn:[^:]*:s3:::/, 's3://') ?? keyIn(response);
}

function keyIn(response: string | null): string | undefined {
  try {
    const { journal_key: key } = JSON.parse(response ?? '');
    return typeof key === 'string' ? key : undefined;
  } catch {
    // It was cut, or there is none.
    return undefined;
  }
}
