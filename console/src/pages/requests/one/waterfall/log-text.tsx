import { printable } from '../../../../../../scripts/output/printable.ts';
import type { LogEntry } from '../../../../../../scripts/pipeline/log/entry.ts';
import { describeFields } from '../../../../../../scripts/pipeline/log/fields.ts';

/** Fields that the page's head has, or the response. */
const known =
  /^(cold_start|request_id|journal_key|table_name|bucket_name|service|sampling_rate)=/;

/** The message with its fields, on one line. */
export function describeLog(log: LogEntry): string {
  const message = printable(log.text.split('\n')[0] ?? '');
  const fields = describeFields(log).filter((field) => !known.test(field));
  return [message, ...fields].join(' ');
}

export function LogLevel({ log: { level, label } }: { log: LogEntry }) {
  return (
    <span class="log-level" data-level={level}>
      log {printable(label)}
    </span>
  );
}
