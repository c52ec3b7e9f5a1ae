import { useId } from 'preact/hooks';
import { indent } from './parse.ts';
import type { PayloadState } from './use-payload.ts';

/** The payload as it is sent. */
export function JsonText({ payload }: { payload: PayloadState }) {
  const id = useId();
  const { text, parsed, findings, setText } = payload;
  const problems = parsed.isJson ? findings.general : [parsed.message];
  return (
    <div class="json-text" data-invalid={problems.length > 0 ? '' : undefined}>
      <label for={id}>JSON</label>
      <textarea
        id={id}
        class="field mono"
        rows={9}
        spellcheck={false}
        autocomplete="off"
        value={text}
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-problems`}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={() => {
          if (parsed.isJson) {
            setText(indent(text));
          }
        }}
      />
      <p id={`${id}-problems`} class="help-text" aria-live="polite">
        {parsed.isJson || 'This is not JSON: '}
        {problems.join(' ')}
      </p>
    </div>
  );
}
