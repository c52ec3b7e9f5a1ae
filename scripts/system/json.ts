import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';

const shownCharacters = 200;

/**
 * Parses JSON that another program wrote.
 *
 * @throws SandboxError with what is wrong with it.
 */
export function parseJson<T>(
  text: string,
  schema: z.ZodType<T>,
  { what, next }: { what: string; next: string },
): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new SandboxError(what, {
      why: `It is not JSON (${(cause as SyntaxError).message}), but \`${excerpt(text)}\`.`,
      next,
      cause,
    });
  }
  const { data, error } = schema.safeParse(content);
  if (error) {
    const why = z.prettifyError(error);
    throw new SandboxError(what, { why, next, cause: error });
  }
  return data as T;
}

/** The start of a text of any length. */
export function excerpt(text: string): string {
  return text.length > shownCharacters
    ? `${text.slice(0, shownCharacters)}…`
    : text;
}
