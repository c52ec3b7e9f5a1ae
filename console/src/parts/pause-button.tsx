interface PauseProps {
  isPaused: boolean;
  /** How many came since the pause. */
  arrived: number;
  onPause(): void;
}

/** Holds a live list still while it is read. */
export function PauseButton({ isPaused, arrived, onPause }: PauseProps) {
  return (
    <button
      type="button"
      class="button"
      aria-pressed={isPaused}
      onClick={onPause}
    >
      Pause
      {isPaused && <span class="arrived">{arrived} new</span>}
    </button>
  );
}
