import { Empty } from '../../parts/empty.tsx';
import { useLiveList } from '../requests/list/use-live-list.ts';
import { shareOf } from './fault-plan.ts';

const newest = 100;

/** How much of what the function does meets a fault. */
export function FaultShare() {
  const { list } = useLiveList();
  if (!list.value) {
    return null;
  }
  const { requests, withFaults, calls, faults } = shareOf(
    list.value.requests,
    newest,
  );
  const percent = calls === 0 ? 0 : (faults / calls) * 100;
  return (
    <section class="panel fault-share" aria-label="Share of calls with a fault">
      <h2>The newest {requests} requests</h2>
      {requests === 0 ? (
        <Empty
          what="No request is recorded yet."
          next="`make invoke COUNT=3`"
        />
      ) : (
        <>
          <p class="share">
            <strong>{percent.toFixed(1)} %</strong> of calls met a fault:{' '}
            {faults} of {calls}, in {withFaults}{' '}
            {withFaults === 1 ? 'request' : 'requests'}.
          </p>
          <div class="share-bar" aria-hidden="true">
            <span style={{ width: `${percent}%` }} />
          </div>
          <a href="/requests?text=fault">Show the requests with faults</a>
        </>
      )}
    </section>
  );
}
