import type { Invocation } from '../../../../scripts/console/contract.ts';
import { formatMs } from '../../../../scripts/pipeline/requests/duration.ts';
import { Verdict } from '../../parts/verdict.tsx';
import { isObject } from './form.ts';
import { indent, parsePayload } from './parse.ts';

/** What the function has returned, or the error that it has thrown. */
export function Response({ invocation }: { invocation: Invocation }) {
  const { requestId, durationMs, functionError, response } = invocation;
  return (
    <section class="box response" aria-label="Response">
      <header>
        <h2>Response</h2>
        <Verdict status={functionError === null ? 'ok' : 'failed'} />
        {functionError !== null && (
          <span class="response-error">{functionError}</span>
        )}
        <span>{formatMs(durationMs)}</span>
        {requestId && (
          <a href={`/requests/${requestId}`}>
            Request <span class="mono">{requestId}</span>
          </a>
        )}
        <a href="/payments">Payments</a>
      </header>
      {functionError !== null && <ErrorMessage response={response} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <pre tabIndex={0}>{indent(response)}</pre>
    </section>
  );
}

/** With its lines as lines, which JSON has as `\\n`. */
function ErrorMessage({ response }: { response: string }) {
  const parsed = parsePayload(response);
  const error = parsed.isJson && isObject(parsed.value) ? parsed.value : {};
  return typeof error.errorMessage === 'string' ? (
    <p class="response-message">{error.errorMessage}</p>
  ) : null;
}
