import type * as z from 'zod';

const maxEchoLength = 80;

/** Echoes a value with its type: `"12"` (string), `null` (null). */
export function describeValue(value: unknown): string {
  const text =
    typeof value === 'number' ? String(value) : JSON.stringify(value);
  const echo =
    text?.length > maxEchoLength ? `${text.slice(0, maxEchoLength)}…` : text;
  return `\`${echo}\` (${nameType(value)})`;
}

function nameType(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * One sentence for each of zod's issues: the expected and the received value.
 * A field's schema message says what is expected of it; `whole` says what is
 * expected of the whole value.
 */
export function describeIssues(
  { issues }: z.ZodError,
  received: unknown,
  whole: string,
): string[] {
  const fields = Object(received) as Record<PropertyKey, unknown>;
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(
        (key) =>
          `Expected ${whole}, ` +
          `got the field \`${key}\` with ${describeValue(fields[key])}.`,
      );
    }
    const [field] = issue.path;
    return field === undefined
      ? [`Expected ${whole}, got ${describeValue(received)}.`]
      : [
          `Expected \`${String(field)}\` to be ${issue.message}, ` +
            `got ${describeValue(fields[field])}.`,
        ];
  });
}
