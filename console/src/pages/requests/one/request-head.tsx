import type { Attempt } from '../../../../../scripts/console/contract.ts';
import { printable } from '../../../../../scripts/output/printable.ts';
import { formatMs } from '../../../../../scripts/pipeline/requests/duration.ts';
import { Verdict } from '../../../parts/verdict.tsx';
import { Actions } from './actions.tsx';

export function RequestHead({ attempt }: { attempt: Attempt }) {
  const { id, status, durationMs, startedAt } = attempt;
  return (
    <header class="request-head">
      <div>
        <h1>
          <a href="/requests">Requests</a>
          <span class="quiet" aria-hidden="true">
            {' '}
            /{' '}
          </span>
          <span class="mono request-id">{printable(id)}</span>
        </h1>
        <p class="request-facts">
          <Verdict status={status} />
          <strong>
            {status === 'running' ? 'running' : formatMs(durationMs)}
          </strong>
          {factsOf(attempt).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          <time class="mono" dateTime={startedAt}>
            {startedAt}
          </time>
        </p>
      </div>
      <Actions attempt={attempt} />
    </header>
  );
}

function factsOf(attempt: Attempt): string[] {
  const { cold, initMs, invocationType, memoryMb, items } = attempt;
  return [
    cold ? `cold start ${formatMs(initMs)}` : 'warm',
    invocationType === 'Event' ? 'asynchronous' : 'synchronous',
    ...(memoryMb === null ? [] : [`${memoryMb} MB used`]),
    ...(items === null ? [] : [`${items} payments`]),
  ];
}
