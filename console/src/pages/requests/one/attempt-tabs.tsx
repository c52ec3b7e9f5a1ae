import type { Attempt } from '../../../../../scripts/console/contract.ts';
import { formatMs } from '../../../../../scripts/pipeline/requests/duration.ts';
import { Verdict } from '../../../parts/verdict.tsx';
import { chooseAttempt } from './selection.ts';

interface AttemptTabsProps {
  attempts: readonly Attempt[];
  chosen: Attempt;
}

export function AttemptTabs({ attempts, chosen }: AttemptTabsProps) {
  return (
    <fieldset class="attempt-tabs">
      <legend class="unseen">Attempts</legend>
      {attempts.map((each) => (
        <button
          key={each.seq}
          type="button"
          class="button small"
          aria-pressed={each === chosen}
          onClick={() => chooseAttempt(each.attempt)}
        >
          Attempt {each.attempt} <Verdict status={each.status} />
          <span class="quiet">{formatMs(each.durationMs)}</span>
        </button>
      ))}
    </fieldset>
  );
}
