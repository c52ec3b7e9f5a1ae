import { countOf } from '../../parts/count.ts';

/** Journal objects and items that the comparison leaves out. */
export function Unreadable({ unreadable }: { unreadable: readonly string[] }) {
  if (unreadable.length === 0) {
    return null;
  }
  return (
    <details class="box unreadable">
      <summary>
        <h2>
          <span aria-hidden="true">✘</span>{' '}
          {countOf(unreadable.length, 'object')} cannot be read
        </h2>
      </summary>
      <ul>
        {unreadable.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </details>
  );
}
