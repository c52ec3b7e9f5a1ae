import type { Attempt } from '../../../../../../scripts/console/contract.ts';
import {
  printable,
  printableLines,
} from '../../../../../../scripts/output/printable.ts';
import {
  type SourceFrame,
  sourceFrames,
} from '../../../../../../scripts/pipeline/log/frames.ts';
import { status } from '../../../../status.ts';

type RequestError = NonNullable<Attempt['error']>;

/** The error with its frames, which open the editor. */
export function ErrorBlock({ error }: { error: RequestError }) {
  const { type, message, frames } = error;
  return (
    <section class="error-block" aria-label="Error">
      <h3>{printable(type)}</h3>
      <ol aria-label="Source">
        {sourceFrames(frames).map((frame) => (
          <li key={`${frame.file}:${frame.line}:${frame.column}`}>
            <FrameLink frame={frame} />
          </li>
        ))}
      </ol>
      <p>{printableLines(message)}</p>
    </section>
  );
}

function FrameLink({
  frame: { name, file, line, column },
}: {
  frame: SourceFrame;
}) {
  const checkout = status.value.data?.checkout;
  const place = `${printable(file)}:${line}`;
  return (
    <>
      {checkout ? (
        <a
          class="mono"
          href={editorLink(checkout, file, line, column ?? 1)}
          title="Open in VS Code"
        >
          {place}
        </a>
      ) : (
        <code>{place}</code>
      )}
      {name && <code class="quiet"> in {printable(name)}</code>}
    </>
  );
}

function editorLink(
  checkout: string,
  file: string,
  line: number,
  column: number,
): string {
  const path = `${checkout}/${file}`.split('/').map(encodeURIComponent);
  return `vscode://file${path.join('/')}:${line}:${column}`;
}
