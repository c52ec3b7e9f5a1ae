import { type LogEntry, levelOf } from './entry.ts';

const shortNames: Record<string, string> = {
  'Billed Duration': 'billed',
  'Memory Size': 'memory',
  'Max Memory Used': 'max_memory',
  'Init Duration': 'init',
};

/** `REPORT RequestId: … \t Duration: 48.37 ms`, and the others of the Lambda service. */
export function readServiceLine(line: string): Partial<LogEntry> | undefined {
  const [, kind, rest = ''] =
    /^(START|END|REPORT|INIT)(?:_START|_REPORT)? ([A-Z][\s\S]*)$/.exec(line) ??
    [];
  if (!kind || !/^(RequestId|Runtime Version|Init Duration): /.test(rest)) {
    return undefined;
  }
  const fields = rest
    .split(/[\t\n]/)
    .map((field) => /^([^:]+): (.*)$/.exec(field))
    .filter((field) => field !== null && field[1] !== 'RequestId')
    .map((field) => toServiceField(field?.[1] ?? '', field?.[2] ?? ''));
  return {
    level: /\tStatus: (error|timeout)/.test(line) ? 'error' : 'info',
    label: kind,
    isBackground: true,
    requestId: /RequestId: (\S+)/.exec(rest)?.[1],
    text: '',
    fields: Object.fromEntries(fields),
  };
}

function toServiceField(name: string, value: string): [string, string] {
  const key = shortNames[name] ?? name.toLowerCase().replaceAll(/\W+/g, '_');
  const [, amount, unit] = /^([\d.]+) (ms|MB)$/.exec(value) ?? [];
  return amount && unit
    ? [`${key}_${unit.toLowerCase()}`, amount]
    : [key, value];
}

/** The service about a function that it ended, or that exited. */
export function readServiceError(line: string): Partial<LogEntry> | undefined {
  const [, time, timedOutId, timeout] =
    /^(\d{4}-\S+Z) (\S+) (Task timed out after .*)$/.exec(line) ?? [];
  const [, failedId, failure] =
    /^RequestId: (\S+) Error: ([\s\S]*)$/.exec(line) ?? [];
  const text = timeout ?? failure;
  return text
    ? {
        ...levelOf('ERROR'),
        time: Date.parse(time ?? '') || undefined,
        requestId: timedOutId ?? failedId,
        text,
      }
    : undefined;
}
