import type { Payments } from '../../../../scripts/console/contract.ts';
import { formatCount } from '../../parts/count.ts';
import { replaceQuery } from '../../router.ts';
import { problemMarks } from './marks.ts';
import type { Shown } from './selection.ts';

interface MarkFilterProps {
  payments: Payments;
  shown: Shown;
}

/** Buttons for all, for problems, and for each mark that occurs or is chosen. */
export function MarkFilter({ payments, shown }: MarkFilterProps) {
  const { differences } = payments;
  const problems = problemMarks.reduce(
    (sum, mark) => sum + differences[mark],
    0,
  );
  const occurring = problemMarks.filter(
    (mark) => differences[mark] > 0 || mark === shown,
  );
  const choices: [Shown, number | undefined][] = [
    ['all', undefined],
    ['problems', problems],
    ...occurring.map((mark): [Shown, number] => [mark, differences[mark]]),
  ];
  return (
    <fieldset class="status-filter">
      <legend class="unseen">Mark</legend>
      {choices.map(([choice, count]) => (
        <button
          key={choice}
          type="button"
          class="button"
          aria-pressed={choice === shown}
          onClick={() =>
            replaceQuery({ mark: choice === 'all' ? undefined : choice })
          }
        >
          {choice}{' '}
          {count !== undefined && (
            <span class="quiet">{formatCount(count)}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
