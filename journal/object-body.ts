import { CorruptJournalError } from './corrupt-journal-error.ts';
import { assertObjectSize } from './limits.ts';

/** What S3 answers, as far as it is needed. */
interface HeldObject {
  readonly Body?:
    | { transformToByteArray(): Promise<Uint8Array>; destroy?(): unknown }
    | undefined;
  readonly ContentLength?: number | undefined;
}

/**
 * Reads an object into memory, unless it is too large for one of the function's.
 *
 * @throws CorruptJournalError before anything of a larger one is read.
 */
export async function readObjectBody(
  { Body, ContentLength = 0 }: HeldObject,
  objectKey: string,
): Promise<Uint8Array> {
  try {
    assertObjectSize(ContentLength);
  } catch (cause) {
    Body?.destroy?.();
    throw new CorruptJournalError(objectKey, 1, { cause });
  }
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}
