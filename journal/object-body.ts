import { CorruptJournalError } from './corrupt-journal-error.ts';
import { assertObjectSize } from './limits.ts';

/** The part of a GetObject response that is used. */
interface ObjectResponse {
  readonly Body?:
    | { transformToByteArray(): Promise<Uint8Array>; destroy?(): unknown }
    | undefined;
  readonly ContentLength?: number | undefined;
}

/**
 * Reads an object into memory.
 *
 * @throws CorruptJournalError, before reading, if the object is too large.
 */
export async function readObjectBody(
  { Body, ContentLength = 0 }: ObjectResponse,
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
