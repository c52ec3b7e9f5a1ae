import type * as z from 'zod';
import { describeValue } from './describe-value.ts';

/**
 * A sentence for each problem that zod found: what was expected, what came.
 * The schema's messages say what is expected, and so does `whole`, of it all.
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
