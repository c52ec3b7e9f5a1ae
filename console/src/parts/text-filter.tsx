import { useRef } from 'preact/hooks';
import { useShortcuts } from '../keyboard/shortcuts.ts';
import { location, replaceQuery } from '../router.ts';

/** Words to look for, as `text` in the page's address. */
export function TextFilter({ placeholder }: { placeholder: string }) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts([
    { keys: '/', does: 'Filter', run: () => input.current?.focus() },
  ]);
  return (
    <input
      ref={input}
      class="field text-filter"
      type="search"
      aria-label="Filter by text"
      placeholder={placeholder}
      value={location.value.searchParams.get('text') ?? ''}
      onInput={({ currentTarget }) =>
        replaceQuery({ text: currentTarget.value })
      }
    />
  );
}
