import { type LogEntry, levelOf } from './entry.ts';
import { isObject, parseObject, withoutKeys } from './json-object.ts';
import { parseThrown, toLoggedError } from './logged-error.ts';

/** A line of the function's logger, or its metrics in CloudWatch's embedded format. */
export function readLoggerLine(line: string): Partial<LogEntry> | undefined {
  const logged = parseObject(line);
  if (!logged) {
    return undefined;
  }
  if (isObject(logged._aws)) {
    return {
      level: 'info',
      label: 'METRIC',
      isBackground: true,
      time: Number(logged._aws.Timestamp) || undefined,
      text: '',
      fields: withoutKeys(logged, ['_aws', 'service']),
    };
  }
  const { level, message, timestamp, error } = logged;
  if (typeof level !== 'string' || typeof message !== 'string') {
    return undefined;
  }
  const requestId = logged.function_request_id ?? logged.requestId;
  return {
    ...levelOf(level),
    time: Date.parse(String(timestamp)) || undefined,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    text: message,
    fields: fieldsOf(logged, String(requestId)),
    error: isObject(error) ? toLoggedError(error) : undefined,
  };
}

/** The same in each line of a stack, or shown otherwise. */
const leftOut = [
  ...['level', 'message', 'timestamp', 'error', 'service', 'requestId'],
  ...['function_arn', 'function_memory_size', 'function_name'],
  ...['function_request_id', 'request_id', 'sampling_rate', 'xray_trace_id'],
  ...['table_name', 'bucket_name'],
];

function fieldsOf(
  logged: Record<string, unknown>,
  requestId: string,
): Record<string, unknown> {
  const derived = `journal/${requestId}.ndjson.gz`;
  return Object.fromEntries(
    Object.entries(withoutKeys(logged, leftOut)).filter(
      ([, value]) => value !== false && value !== derived,
    ),
  );
}

/** `<time>\t<request id>\t<level>\t<message>`: of `console`, and of the runtime. */
export function readConsoleLine(line: string): Partial<LogEntry> | undefined {
  const [, time = '', requestId, level = '', message = ''] =
    /^(\d{4}-\S+Z)\t(\S+)\t([A-Z]+)\t([\s\S]*)$/.exec(line) ?? [];
  if (!requestId) {
    return undefined;
  }
  const [, title, thrown = ''] =
    /^((?:Invoke|Init) Error|Uncaught Exception|Unhandled Promise Rejection) \t([\s\S]*)$/.exec(
      message,
    ) ?? [];
  return {
    ...levelOf(level),
    time: Date.parse(time) || undefined,
    requestId: requestId === 'undefined' ? undefined : requestId,
    text: title ?? message,
    error: title ? parseThrown(thrown) : undefined,
  };
}
