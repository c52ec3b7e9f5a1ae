import { describeFields } from '../../../../scripts/pipeline/log/fields.ts';
import { isObject } from '../../../../scripts/pipeline/log/json-object.ts';
import { toLoggedError } from '../../../../scripts/pipeline/log/logged-error.ts';

/** What the line shows elsewhere, and what is the same in each. */
const omitted = [
  'level',
  'message',
  'timestamp',
  'service',
  'sampling_rate',
  'cold_start',
  'request_id',
  'xray_trace_id',
  'table_name',
  'bucket_name',
  '_aws',
];

/** The fields on one line: `request.count=60 error=InvalidRequestError`. */
export function summarise(fields: Record<string, unknown>): string {
  const { error, ...rest } = fields;
  const others = Object.entries(rest).filter(
    ([name]) => !omitted.includes(name) && !name.startsWith('function_'),
  );
  return describeFields({
    fields: Object.fromEntries(others),
    error: isObject(error) ? toLoggedError(error) : undefined,
  }).join(' ');
}
