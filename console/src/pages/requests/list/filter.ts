import type { RequestSummary } from '../../../../../scripts/console/contract.ts';

export const statusFilters = [
  'all',
  'ok',
  'failed',
  'timeout',
  'running',
] as const;
export type StatusFilter = (typeof statusFilters)[number];

export interface Filter {
  status: StatusFilter;
  /** Words that must all occur. */
  text: string;
}

export function readFilter(query: URLSearchParams): Filter {
  const status = statusFilters.find((each) => each === query.get('status'));
  return { status: status ?? 'all', text: query.get('text') ?? '' };
}

export function filterRequests(
  requests: readonly RequestSummary[],
  { status, text }: Filter,
): readonly RequestSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (status === 'all' && words.length === 0) {
    return requests;
  }
  return requests.filter((request) => {
    const searched = words.length > 0 ? searchedText(request) : '';
    return (
      hasStatus(request, status) &&
      words.every((word) => searched.includes(word))
    );
  });
}

/** As in `make requests STATUS=failed`, a timeout is a failure, too. */
function hasStatus(request: RequestSummary, wanted: StatusFilter): boolean {
  return (
    wanted === 'all' ||
    request.status === wanted ||
    (wanted === 'failed' && request.status === 'timeout')
  );
}

/** Also words for what the columns show as numbers. */
function searchedText(request: RequestSummary): string {
  const { id, payload, error, cold, denied, faults, retries } = request;
  return [
    id,
    payload,
    error?.type,
    error?.message,
    cold ? 'cold' : 'warm',
    denied > 0 && 'denied',
    faults > 0 && 'fault',
    retries > 0 && 'retry',
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}
