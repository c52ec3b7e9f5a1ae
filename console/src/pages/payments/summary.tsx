import type { Payments } from '../../../../scripts/console/contract.ts';
import { countOf, formatCount, groupDigits } from '../../parts/count.ts';

/** How many payments there are, and their sums. */
export function Summary({ payments }: { payments: Payments }) {
  const { stored, journalled, sums, deadLetters } = payments;
  return (
    <dl class="summary">
      <Figure name="In the table" value={formatCount(stored)} />
      <Figure name="In the journal" value={formatCount(journalled)} />
      <Figure name="Dead letters" value={formatCount(deadLetters.length)} />
      {sums.map(({ currency, count, amount }) => (
        <Figure
          key={currency}
          name={currency}
          value={groupDigits(amount)}
          title={`Sum of ${countOf(count, 'payment')}`}
          more={formatCount(count)}
        />
      ))}
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  more?: string;
  title?: string;
}

function Figure({ name, value, more, title }: FigureProps) {
  return (
    <div title={title}>
      <dt>
        {name}
        {more && (
          <>
            <span class="unseen"> sum</span> · {more}
            <span class="unseen"> payments</span>
          </>
        )}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}
