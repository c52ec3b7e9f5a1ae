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

/** Commands stand between backticks, and can be copied. */
export function Next({ text }: { text: string }) {
  return (
    <p class="state-next">
      Next:{' '}
      {text
        .split('`')
        .map((part, index) =>
          index % 2 === 1 ? <Command key={part} text={part} /> : part,
        )}
    </p>
  );
}

function Command({ text }: { text: string }) {
  return (
    <>
      <code>{text}</code> <CopyButton text={text} label={`Copy ${text}`} />
    </>
  );
}
