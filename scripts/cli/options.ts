import { z } from 'zod';

/**
 * The options of a command, by the name that is typed, such as `LIMIT` for
 * `make payments LIMIT=20`. Each schema takes text; its messages complete
 * "Expected `LIMIT` to be …". An empty value counts as none.
 */
export type Options = Record<string, z.ZodType<unknown, string | undefined>>;

export type OptionValues<O extends Options> = z.output<z.ZodObject<O>>;

/** Any text, passed on as typed. */
export function text() {
  return z.string();
}

/** `1` or `0`; off unless given. */
export function flag() {
  return z
    .enum(['0', '1'], '0 or 1')
    .transform((value) => value === '1')
    .default(false);
}

export function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, `one of ${values.join(', ')}`);
}

/** Text that matches an expression; `what` describes it. */
export function pattern(expression: RegExp, what: string) {
  // The first is for an option that is missing.
  return z.string(what).regex(expression, what);
}

const unitsMs: Record<string, number> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const isoTime = z.union([
  z.iso.datetime({ offset: true, local: true }),
  z.iso.date(),
]);

/**
 * A time, in milliseconds since the epoch: so long before now, or in ISO 8601,
 * which is UTC unless it says otherwise.
 */
export function pastTime() {
  return z
    .string()
    .refine(
      (value) =>
        /^\d{1,9}[smhd]$/.test(value) || isoTime.safeParse(value).success,
      'a duration such as 30s, 10m, 2h or 7d, or a time such as 2026-11-25T19:00:00Z',
    )
    .transform((value) => {
      const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(value) ?? [];
      const hasZone = /^[^T]*$|Z$|[+-]\d\d:?\d\d$/.test(value);
      return amount
        ? Math.max(0, Date.now() - Number(amount) * (unitsMs[unit] ?? 0))
        : Date.parse(hasZone ? value : `${value}Z`);
    });
}

/** @param range both ends included. */
export function integer({ min, max }: { min: number; max: number }) {
  return z
    .string()
    .refine(
      (value) =>
        /^-?\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
      `an integer from ${min} to ${max}`,
    )
    .transform(Number);
}

/** A number in decimal notation, of any size. */
export function decimal() {
  return z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'a number')
    .transform(Number);
}

/** JSON, kept as the text that was typed. */
export function json() {
  return z.string().check((context) => {
    const message = findProblem(context.value);
    if (message !== undefined) {
      context.issues.push({ code: 'custom', message, input: context.value });
    }
  });
}

function findProblem(text: string): string | undefined {
  // `\ud83d` alone is JSON, but has no UTF-8: no file or header can hold it.
  const halves: string[] = [];
  try {
    JSON.parse(text, (name, value: unknown) => {
      if (!name.isWellFormed()) {
        halves.push('the name of a field');
      }
      if (typeof value === 'string' && !value.isWellFormed()) {
        halves.push(name === '' ? 'it' : `\`${name}\``);
      }
      return value;
    });
  } catch (error) {
    return `JSON (${(error as SyntaxError).message})`;
  }
  return halves[0] === undefined
    ? undefined
    : `JSON of well-formed Unicode (${halves[0]} holds half a surrogate pair)`;
}

/** Comma-separated names, each one of `values`. */
export function listOf<const Values extends readonly string[]>(values: Values) {
  const isKnown = (name: string): name is Values[number] =>
    values.includes(name);
  return z
    .string()
    .refine(
      (value) => value.split(',').every(isKnown),
      `a comma-separated list of ${values.join(', ')}`,
    )
    .transform((value) => value.split(',').filter(isKnown));
}
