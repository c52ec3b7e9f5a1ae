import type { JsonSchema } from './json-schema.ts';

interface Limits extends JsonSchema {
  minimum: number;
  maximum: number;
}

/** A larger load runs longer than a page is open: `make load` resumes one. */
export const limits = {
  count: { type: 'integer', minimum: 1, maximum: 10_000 },
  concurrency: { type: 'integer', minimum: 1, maximum: 64 },
} satisfies Record<string, Limits>;

/** Undefined if it is none within the limits. */
export function toInteger(
  text: string,
  { minimum, maximum }: Limits,
): number | undefined {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= minimum && number <= maximum ? number : undefined;
}
