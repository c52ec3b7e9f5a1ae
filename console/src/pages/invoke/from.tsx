import { Problem } from '../../parts/problem.tsx';
import type { EarlierPayload } from './use-earlier-payload.ts';

/** Which request the payload comes from. */
export function From({ earlier }: { earlier: EarlierPayload }) {
  const { id, isCut, problem, text } = earlier;
  if (problem.value) {
    return <Problem problem={problem.value} />;
  }
  if (id === undefined || text.value === undefined) {
    return null;
  }
  return (
    <p class="from">
      The payload of request{' '}
      <a class="mono" href={`/requests/${id}`}>
        {id}
      </a>
      {isCut.value &&
        ' – only its beginning: the emulator keeps the first 16 KiB.'}
    </p>
  );
}
