import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** What the page shows, such as a request's id; in the window's title before the page's. */
export const detail = signal('');

export function useTitle(text: string): void {
  useEffect(() => {
    detail.value = text;
    return () => {
      detail.value = '';
    };
  }, [text]);
}
