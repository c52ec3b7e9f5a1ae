import type { ComponentChildren } from 'preact';
import type { Actions } from './action.ts';

interface ActionButtonProps {
  actions: Actions;
  /** Of the action: `fix`. */
  name: string;
  /** While it runs: `Replaying`. */
  doing: string;
  onRun(): void;
  look?: 'primary' | 'danger' | 'small';
  /** What it acts on, for a screen reader, where the text alone does not say it. */
  label?: string;
  disabled?: boolean;
  children: ComponentChildren;
}

/** A button that keeps the keyboard's focus while its action runs. */
export function ActionButton(props: ActionButtonProps) {
  const { actions, name, doing, onRun, look = '', label, disabled } = props;
  const running = actions.running.value;
  const isBlocked = disabled || running !== undefined;
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-label={label}
      aria-disabled={isBlocked}
      onClick={() => {
        if (!isBlocked) {
          onRun();
        }
      }}
    >
      {running === name ? `${doing} …` : props.children}
    </button>
  );
}
