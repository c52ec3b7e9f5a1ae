import { whyUnknownToAws } from './aws-reference.ts';
import type { IamRecord, RecordedCall } from './record.ts';

export interface Disagreement {
  call: RecordedCall;
  /** The other evaluator's verdict. */
  other: string;
}

/**
 * Compares each recorded call of a role with the verdict of moto's evaluator, and
 * with AWS's own list of actions and resource types.
 */
export async function crossCheck(record: IamRecord): Promise<{
  checked: number;
  disagreements: Disagreement[];
}> {
  const calls = record.calls.filter((call) => call.role && call.action);
  const disagreements: Disagreement[] = [];
  for (const call of calls) {
    const other =
      (await whyUnknownToAws(call.action ?? '', call.resource ?? '')) ??
      call.second_opinion ??
      'nothing';
    if ((other === 'permitted') !== call.allowed) {
      disagreements.push({ call, other });
    }
  }
  return { checked: calls.length, disagreements };
}
