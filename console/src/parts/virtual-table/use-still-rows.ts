import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { movedBy } from './column.ts';

/** Keeps the rows where they are when others are inserted above, unless the top is shown. */
export function useStillRows(
  keys: readonly string[],
  rowHeight: number,
  scroller: RefObject<HTMLElement | null>,
): void {
  const before = useRef(keys);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && element.scrollTop > 0 && before.current !== keys) {
      const topKey = before.current[Math.floor(element.scrollTop / rowHeight)];
      const rows = movedBy(topKey, before.current, keys);
      if (rows !== 0) {
        element.scrollTop += rows * rowHeight;
      }
    }
    before.current = keys;
  });
}
