import type { LambdaClient } from '@aws-sdk/client-lambda';
import { sendEvent } from '../../pipeline/send-event.ts';

/** A journal object that the function did not write to the table. */
export interface ReplayFailure {
  readonly objectKey: string;
  readonly reason: string;
}

/**
 * Has the function write the payments of each journal object to the table. One
 * that fails does not keep the others from theirs.
 */
export async function replayAll(
  lambda: LambdaClient,
  functionName: string,
  journalKeys: Iterable<string>,
): Promise<ReplayFailure[]> {
  const failures: ReplayFailure[] = [];
  for (const objectKey of journalKeys) {
    const event = { replay: objectKey };
    const reason = await sendEvent(lambda, functionName, event);
    if (reason !== undefined) {
      failures.push({ objectKey, reason });
    }
  }
  return failures;
}
