import type { LambdaClient } from '@aws-sdk/client-lambda';
import { SandboxError } from '../errors.ts';
import { invokeFunction } from '../invoke.ts';

/** Has the function write the payments of each journal object to the table. */
export async function replayAll(
  lambda: LambdaClient,
  functionName: string,
  journalKeys: Iterable<string>,
): Promise<void> {
  for (const replay of journalKeys) {
    const { functionError, payload } = await invokeFunction(
      lambda,
      functionName,
      JSON.stringify({ replay }),
    );
    if (functionError) {
      throw new SandboxError(`The function could not replay \`${replay}\`.`, {
        why: (payload as { errorMessage?: string }).errorMessage,
        next: '`make logs`; after a fix `make reconcile FIX=1` again',
      });
    }
  }
}
