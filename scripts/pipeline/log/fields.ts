import { printable } from '../../output/printable.ts';
import type { LogEntry } from './entry.ts';

/** The fields as `count=3`, printable. */
export function describeFields(
  entry: Pick<LogEntry, 'fields' | 'error'>,
): string[] {
  return Object.entries(fieldsOf(entry)).map(
    ([key, value]) => `${printable(key)}=${formatValue(value)}`,
  );
}

/** The fields, with those of an object as `request.count=3`. */
function fieldsOf({
  fields,
  error,
}: Pick<LogEntry, 'fields' | 'error'>): Record<string, unknown> {
  const all = {
    ...fields,
    ...(error && { error: error.name }),
    ...(error?.location && { at: error.location }),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([inner, it]) => [`${key}.${inner}`, it])
        : [[key, value]],
    ),
  );
}

/** Text as it is, in quotes if it is not one word. */
function formatValue(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/.test(value)
    ? printable(value)
    : printable(JSON.stringify(value));
}
