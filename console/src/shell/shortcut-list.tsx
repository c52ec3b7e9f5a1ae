import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { shortcuts } from '../keyboard/shortcuts.ts';
import '../parts/dialog.css';
import './shortcut-list.css';

export const isListOpen = signal(false);

/** All shortcuts of the page, in a dialog. */
export function ShortcutList() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isListOpen.value) {
      dialog.current?.showModal();
    } else {
      dialog.current?.close();
    }
  }, [isListOpen.value]);
  return (
    <dialog
      ref={dialog}
      class="dialog shortcut-list"
      aria-labelledby="shortcuts-title"
      onClose={() => {
        isListOpen.value = false;
      }}
    >
      <header>
        <h2 id="shortcuts-title">Keyboard</h2>
        <button
          type="button"
          class="button small"
          onClick={() => dialog.current?.close()}
        >
          Close
        </button>
      </header>
      <dl>
        {[...shortcuts.value.toReversed(), ...fixed].map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}

/** Those that a list or the browser handles itself. */
const fixed = [
  { keys: '↓ ↑', does: 'Next and previous row of a list' },
  { keys: 'Enter', does: 'Open the row' },
  { keys: 'Esc', does: 'Leave a field or a dialog' },
];
