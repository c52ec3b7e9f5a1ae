import type { ComponentChildren } from 'preact';
import { Next } from './problem.tsx';
import './states.css';

interface EmptyProps {
  /** That there is nothing, as a sentence. */
  what: string;
  /** The command that changes this. */
  next?: string;
  children?: ComponentChildren;
}

export function Empty({ what, next, children }: EmptyProps) {
  return (
    <section class="state empty">
      <p class="state-what">{what}</p>
      {children}
      {next && <Next text={next} />}
    </section>
  );
}
