import { sandboxAccountId } from '../../emulator/accounts.ts';
import type { EmulatorAccess } from '../../emulator/clients.ts';
import { SandboxError } from '../../output/errors.ts';
import { parseObject } from '../../pipeline/log/json-object.ts';
import { readRequests } from '../../pipeline/requests/read.ts';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Finds the request that wrote a journal object; null if that is not known any more. */
export type FindRequestId = (journalKey: string | null) => string | null;

/** An object is named after its request, or after the idempotency key of it. */
export async function readRequestIds(
  emulator: EmulatorAccess,
): Promise<FindRequestId> {
  const ids = await readIdempotencyKeys(emulator);
  return (journalKey) => {
    const name = journalKey && nameOf(journalKey);
    if (!name) {
      return null;
    }
    return ids.get(name) ?? (uuid.test(name) ? name : null);
  };
}

/** `journal/<name>.ndjson.gz` */
function nameOf(journalKey: string): string | undefined {
  return /^journal\/(.+)\.ndjson\.gz$/.exec(journalKey)?.[1];
}

async function readIdempotencyKeys(
  emulator: EmulatorAccess,
): Promise<Map<string, string>> {
  try {
    const { requests } = await readRequests(emulator, {
      account: sandboxAccountId,
      limit: 2000,
    });
    // Newest first, so that the first request with a key, which wrote, is set last.
    return new Map(
      requests.flatMap(({ id, payload }): [string, string][] => {
        const key = parseObject(payload)?.idempotency_key;
        return typeof key === 'string' ? [[key, id]] : [];
      }),
    );
  } catch (error) {
    if (error instanceof SandboxError) {
      // The emulator records no requests.
      return new Map();
    }
    throw error;
  }
}
