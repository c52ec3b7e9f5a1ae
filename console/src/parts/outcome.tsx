import type { Actions } from './action.ts';
import { Problem } from './problem.tsx';
import './outcome.css';

/** What the last action of a page has achieved, or why it failed. */
export function OutcomeMessage({ actions }: { actions: Actions }) {
  const outcome = actions.outcome.value;
  const problem = actions.problem.value;
  if (problem) {
    return <Problem problem={problem} />;
  }
  if (!outcome) {
    return null;
  }
  const { text, failures = [], requestId } = outcome;
  const look = failures.length > 0 ? 'failed' : 'ok';
  return (
    <section class="outcome" data-look={look} aria-label="Result">
      <p>
        <span class="outcome-mark" aria-hidden="true">
          {look === 'ok' ? '✔' : '✘'}
        </span>{' '}
        {text}{' '}
        {requestId && <a href={`/requests/${requestId}`}>Show the request</a>}
      </p>
      <button type="button" class="button small" onClick={actions.dismiss}>
        Dismiss
      </button>
      {failures.length > 0 && (
        <ul>
          {failures.map((failure) => (
            <li key={failure}>{failure}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
