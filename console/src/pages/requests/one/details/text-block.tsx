import { printableLines } from '../../../../../../scripts/output/printable.ts';
import { CopyButton } from '../../../../parts/copy-button.tsx';
import { describeSize, prettyJson } from './pretty.ts';

interface TextBlockProps {
  title: string;
  text: string;
  /** Of the whole text, which may have been cut. */
  bytes?: number | null;
}

/** A payload, a response or a log line: never as HTML, JSON indented. */
export function TextBlock({ title, text, bytes }: TextBlockProps) {
  return (
    <section class="text-block" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span class="quiet">{describeSize(text, bytes ?? undefined)}</span>
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by the keyboard too */}
      <pre tabIndex={0}>{printableLines(prettyJson(text))}</pre>
    </section>
  );
}
