import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { KeySequence } from './sequence.ts';

export interface Shortcut {
  /** Keys as in `KeyboardEvent.key`, separated by a space: `g r`. */
  keys: string;
  /** What it does, for the list. */
  does: string;
  run(): void;
}

/** Those that the current page offers, newest first. */
export const shortcuts = signal<readonly Shortcut[]>([]);

/** Offers shortcuts while the component is shown. */
export function useShortcuts(offered: readonly Shortcut[]): void {
  const newest = useRef(offered);
  newest.current = offered;
  useEffect(() => {
    const mine = newest.current.map(({ keys, does }, index) => ({
      keys,
      does,
      run: () => newest.current[index]?.run(),
    }));
    shortcuts.value = [...mine, ...shortcuts.peek()];
    return () => {
      shortcuts.value = shortcuts.peek().filter((each) => !mine.includes(each));
    };
  }, []);
}

const sequence = new KeySequence();

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && event.target instanceof HTMLInputElement) {
    event.target.blur();
  }
  if (event.defaultPrevented || isTyped(event)) {
    return;
  }
  const offered = shortcuts.peek();
  const completed = sequence.press(
    event.key,
    event.timeStamp,
    offered.map(({ keys }) => keys),
  );
  const found = offered.find(({ keys }) => keys === completed);
  if (found) {
    event.preventDefault();
    found.run();
  }
});

/** Keys that belong to a field, to a dialog or to the browser. */
function isTyped({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const element = target instanceof Element ? target : document.body;
  return (
    ctrlKey ||
    metaKey ||
    altKey ||
    element.closest('input:not([type=checkbox]), textarea, select, dialog') !==
      null
  );
}
