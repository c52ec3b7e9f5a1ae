import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { errorCode, SandboxError } from '../../output/errors.ts';
import { writeJson } from '../files.ts';
import { inRepository } from '../paths.ts';
import { readKey } from './key.ts';

/** A kind of file that promotion trusts. */
export interface AuthenticatedKind<T> {
  /** Part of the authenticated content, so that a seal never passes for a receipt. */
  name: 'receipt' | 'seal';
  schema: z.ZodType<T>;
}

const envelopeSchema = z.looseObject({
  hmacSha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export function writeAuthenticated<T extends object>(
  file: string,
  kind: AuthenticatedKind<T>,
  value: T,
  key = readKey(),
): void {
  writeJson(file, { ...value, hmacSha256: codeOf(kind, value, key) });
}

/**
 * Undefined if there is no such file.
 *
 * @throws SandboxError unless this checkout's key wrote it as it is now.
 */
export function readAuthenticated<T>(
  file: string,
  kind: AuthenticatedKind<T>,
  next: string,
  key?: Buffer,
): T | undefined {
  const text = readText(file);
  if (text === undefined) {
    return undefined;
  }
  const refuse = (why: string, cause?: unknown) =>
    new SandboxError(
      `The ${kind.name} ${path.relative(inRepository(), file)} is not trusted.`,
      { why, next, cause },
    );
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw refuse('It is not JSON.', cause);
  }
  const envelope = envelopeSchema.safeParse(content);
  if (!envelope.success) {
    throw refuse(
      'It is not authenticated, as those of older versions are not.',
    );
  }
  const { hmacSha256, ...value } = envelope.data;
  const expected = codeOf(kind, value, key ?? readKey());
  if (!timingSafeEqual(Buffer.from(hmacSha256), Buffer.from(expected))) {
    throw refuse(
      'It was changed, or written with the key of another checkout.',
    );
  }
  const parsed = kind.schema.safeParse(value);
  if (!parsed.success) {
    throw refuse(z.prettifyError(parsed.error));
  }
  return parsed.data;
}

/** HMAC-SHA256 in hex. */
function codeOf(
  { name }: Pick<AuthenticatedKind<unknown>, 'name'>,
  value: object,
  key: Buffer,
): string {
  return createHmac('sha256', key)
    .update(`payments-sandbox ${name} 1\0${canonicalJson(value)}`)
    .digest('hex');
}

/** The same text for equal values, in whatever order their fields are. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
