import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
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
  /** A row that stays an element out of sight, too, because it may have the focus. */
  kept: RefObject<number>;
}

/** The rows on the screen, and a few around them. */
export function useVirtualizer({
  count,
  rowHeight,
  headHeight,
  scroller,
  kept,
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
    rangeExtractor: (range: Range) => withKept(range, kept.current),
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

function withKept(range: Range, kept: number | null): number[] {
  const indexes = defaultRangeExtractor(range);
  return kept === null || kept >= range.count || indexes.includes(kept)
    ? indexes
    : [...indexes, kept].sort((left, right) => left - right);
}
