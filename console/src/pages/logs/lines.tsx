import { useLayoutEffect, useRef } from 'preact/hooks';
import type { KeptLine } from './line-buffer.ts';
import { LogLine } from './log-line.tsx';

/** How far from the end still counts as there, in pixels. */
const nearEnd = 40;

/** Newest last. Stays at the end while the user is there. */
export function Lines({ lines }: { lines: readonly KeptLine[] }) {
  const scroller = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && isAtEnd.current) {
      element.scrollTop = element.scrollHeight;
    }
  }, [lines]);
  return (
    <section
      ref={scroller}
      class="log"
      aria-label="Log lines, newest last"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        const { scrollTop, clientHeight, scrollHeight } = currentTarget;
        isAtEnd.current = scrollTop + clientHeight > scrollHeight - nearEnd;
      }}
    >
      {lines.map((line) => (
        <LogLine key={line.key} line={line} />
      ))}
    </section>
  );
}
