import type { Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useShortcuts } from '../../keyboard/shortcuts.ts';

interface ActiveRowOptions {
  keys: readonly string[];
  virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  scroller: RefObject<HTMLElement | null>;
}

/** The row that the keyboard is on. It stays the same one when others are inserted. */
export function useActiveRow({
  keys,
  virtualizer,
  scroller,
}: ActiveRowOptions) {
  const [activeKey, setActiveKey] = useState<string>();
  const wantsFocus = useRef(false);
  const found = activeKey === undefined ? -1 : keys.indexOf(activeKey);
  const index = Math.max(0, found);

  const move = (to: number) => {
    const target = Math.min(keys.length - 1, Math.max(0, to));
    if (keys.length > 0) {
      wantsFocus.current = true;
      virtualizer.scrollToIndex(target, { align: 'auto' });
      setActiveKey(keys[target]);
    }
  };
  // At once, or as soon as scrolling has brought the row into being.
  useLayoutEffect(() => {
    if (wantsFocus.current) {
      const row = rowAt(scroller.current, index);
      row?.focus({ preventScroll: true });
      wantsFocus.current = row === null;
    }
  });
  useShortcuts([
    { keys: 'j', does: 'Next row', run: () => move(found + 1) },
    { keys: 'k', does: 'Previous row', run: () => move(index - 1) },
  ]);

  const onKey = (event: KeyboardEvent, open: () => void) => {
    const page = Math.max(
      1,
      (virtualizer.range?.endIndex ?? 1) -
        (virtualizer.range?.startIndex ?? 0) -
        1,
    );
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(index + 1),
      ArrowUp: () => move(index - 1),
      PageDown: () => move(index + page),
      PageUp: () => move(index - page),
      Home: () => move(0),
      End: () => move(keys.length - 1),
      Enter: open,
    };
    const isOnRow = (event.target as Element).matches('tr');
    const action = isOnRow ? actions[event.key] : undefined;
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  };
  return { index, set: (to: number) => setActiveKey(keys[to]), onKey };
}

function rowAt(scroller: HTMLElement | null, index: number) {
  return (
    scroller?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
  );
}
