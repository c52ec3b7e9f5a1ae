import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

interface ListOptions {
  count: number;
  rowHeight: number;
  /** Of what stays at the top while the rows scroll. */
  headHeight: number;
  scroller: RefObject<HTMLElement | null>;
}

/** The rows on the screen, and a few around them. */
export function useVirtualizer({
  count,
  rowHeight,
  headHeight,
  scroller,
}: ListOptions): Virtualizer<HTMLElement, HTMLElement> {
  const [, render] = useReducer(
    (renders: number, _: undefined) => renders + 1,
    0,
  );
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 12,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => render(undefined),
  };
  const [virtualizer] = useState(
    () => new Virtualizer<HTMLElement, HTMLElement>(options),
  );
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return virtualizer;
}
