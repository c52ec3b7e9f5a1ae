import type { Problem as ProblemOf } from '../../../scripts/console/contract.ts';
import { CopyButton } from './copy-button.tsx';
import './states.css';

/** What failed, why, and the command to run next. */
export function Problem({ problem }: { problem: ProblemOf }) {
  const { what, why, next } = problem;
  return (
    <section class="state problem" role="alert">
      <p class="state-what">{what}</p>
      {why && <p class="state-why">{why}</p>}
      {next && <Next text={next} />}
    </section>
  );
}

/** Commands stand between backticks; the first one can be copied. */
export function Next({ text }: { text: string }) {
  const parts = text.split('`');
  const command = parts[1];
  return (
    <p class="state-next">
      <span>Next: </span>
      {parts.map((part, index) =>
        index % 2 === 1 ? <code key={part}>{part}</code> : part,
      )}{' '}
      {command && <CopyButton text={command} label={`Copy ${command}`} />}
    </p>
  );
}
