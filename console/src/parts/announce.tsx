import { signal } from '@preact/signals';

const announced = signal('');

/** Reads a text to users of a screen reader. */
export function announce(text: string): void {
  // The same text again is read only if it differs.
  announced.value = announced.peek() === text ? `${text}\u00a0` : text;
}

export function Announcer() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {announced}
    </div>
  );
}
