import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { privateFile, privateFolder } from './private-folder.ts';

/**
 * Undefined if the file is missing or truncated, or if another version wrote it:
 * what such a record says is found out again.
 */
export function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Replaces the file atomically: a reader sees either the old content or the new one. */
export function writeFileAtomically(
  file: string,
  content: string | Uint8Array,
): void {
  mkdirSync(path.dirname(file), privateFolder);
  const draft = draftOf(file);
  writeFileSync(draft, content, privateFile);
  renameSync(draft, file);
}

/** Unique: two requests to the console may write the same file at the same time. */
export function draftOf(file: string): string {
  return `${file}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`;
}

export function writeJson(file: string, value: unknown): void {
  writeFileAtomically(file, `${JSON.stringify(value, null, 2)}\n`);
}
