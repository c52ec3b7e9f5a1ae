import { useSignal } from '@preact/signals';
import { memo } from 'preact/compat';
import type { LogLine as Line } from '../../../../scripts/console/contract.ts';
import { summarise } from './summarise.ts';

/** One line of the log, which opens to its fields. */
export const LogLine = memo(function LogLine({ line }: { line: Line }) {
  const isOpen = useSignal(false);
  const { time, level, requestId, message, fields } = line;
  return (
    <details
      class="log-line"
      data-level={level ?? 'none'}
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>
        <time dateTime={time} title={time}>
          {time.slice(11, 23)}
        </time>
        <span class="level">{level ?? ''}</span>
        <span class="message">{message}</span>
        {fields && <span class="summary-fields">{summarise(fields)}</span>}
      </summary>
      {isOpen.value && (
        <div class="log-detail">
          {requestId && (
            <p>
              <a href={`/requests/${requestId}`}>
                Request <span class="mono">{requestId}</span>
              </a>{' '}
              · <a href={`/logs?request=${requestId}`}>its lines alone</a>
            </p>
          )}
          <pre>{fields ? JSON.stringify(fields, null, 2) : message}</pre>
        </div>
      )}
    </details>
  );
});
