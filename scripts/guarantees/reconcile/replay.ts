import type { LambdaClient } from '@aws-sdk/client-lambda';
import { sendEvent } from '../../pipeline/send-event.ts';

/** A journal object that the function did not write to the table. */
export interface ReplayFailure {
  readonly objectKey: string;
  readonly reason: string;
}

/**
 * Makes the function write each journal object's payments to the table. A failed
 * object does not stop the others.
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
