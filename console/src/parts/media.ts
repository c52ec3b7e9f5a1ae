import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether a media query matches, kept up to date. */
export function mediaSignal(query: string): ReadonlySignal<boolean> {
  const list = window.matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener('change', () => {
    matches.value = list.matches;
  });
  return matches;
}

/** The width of a phone: tables show a row as a card. The same limit is in the CSS. */
export const isNarrow = mediaSignal('(width < 720px)');
