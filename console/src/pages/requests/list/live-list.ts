import type {
  RequestList,
  RequestSummary,
} from '../../../../../scripts/console/contract.ts';

/**
 * The list with what the stream has sent since: newest first, an attempt that has
 * ended in the place of the running one, and no more than the emulator keeps.
 */
export function mergeEvents(
  list: RequestList,
  events: readonly RequestSummary[],
): RequestList {
  const bySeq = new Map(list.requests.map((each) => [each.seq, each]));
  for (const event of events) {
    const known = bySeq.get(event.seq);
    // A list that was loaded meanwhile may be ahead of the stream.
    if (known === undefined || known.status === 'running') {
      bySeq.set(event.seq, event);
    }
  }
  const all = [...bySeq.values()].sort((left, right) => right.seq - left.seq);
  const requests = all.slice(0, list.capacity);
  const dropped = list.dropped + all.length - requests.length;
  return { ...list, requests, dropped };
}

/** How many attempts have begun since the newest that is shown. */
export function countNewer(
  shown: RequestList | undefined,
  now: RequestList,
): number {
  const newest = shown?.requests[0]?.seq ?? 0;
  return now.requests.filter(({ seq }) => seq > newest).length;
}
