import type { Context } from 'hono';
import { z } from 'zod';
import { BadRequestError } from './problem.ts';

/** @throws BadRequestError */
export function parseQuery<T>(context: Context, schema: z.ZodType<T>): T {
  return parseValue(context.req.query(), schema, 'The query');
}

/** @throws BadRequestError */
export async function parseBody<T>(
  context: Context,
  schema: z.ZodType<T>,
): Promise<T> {
  const text = await context.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text || '{}');
  } catch (cause) {
    throw new BadRequestError('The body is not JSON.', {
      why: (cause as SyntaxError).message,
      next: 'correct it, then send it again',
    });
  }
  return parseValue(body, schema, 'The body');
}

/** @throws BadRequestError */
export function parseValue<T>(
  value: unknown,
  schema: z.ZodType<T>,
  name: string,
): T {
  const { data, error } = schema.safeParse(value);
  if (error) {
    throw new BadRequestError(`${name} is not what the console takes.`, {
      why: z.prettifyError(error),
      next: 'correct it, then send it again',
    });
  }
  return data as T;
}
