import { useSignal } from '@preact/signals';
import { memo } from 'preact/compat';
import type { LogLine as Line } from '../../../../scripts/console/contract.ts';

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

/** What the line shows elsewhere, and what is the same in each. */
const omitted = [
  'level',
  'message',
  'timestamp',
  'service',
  'sampling_rate',
  'function_request_id',
  'function_arn',
  'function_name',
  'function_memory_size',
  'cold_start',
  'xray_trace_id',
];

function summarise(fields: Record<string, unknown>): string {
  return Object.entries(fields)
    .filter(([name]) => !omitted.includes(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(' ');
}
