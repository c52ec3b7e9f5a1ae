import type { Attempt } from '../../../../../../scripts/console/contract.ts';
import { formatMs } from '../../../../../../scripts/pipeline/requests/duration.ts';

export function InitDetails({ attempt: { initMs } }: { attempt: Attempt }) {
  return (
    <>
      <h2>Start of Node</h2>
      <p>
        {formatMs(initMs)} to start Node and load the function, before the
        invocation began. The next request to the same process is warm.
      </p>
    </>
  );
}
