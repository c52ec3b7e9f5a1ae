import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { IamRecord, RecordedCall } from './record.ts';

export interface Disagreement {
  call: RecordedCall;
  /** What the other evaluator says. */
  other: string;
}

/**
 * Asks an independent evaluator, with AWS's own list of actions and resource
 * types, about each recorded call of a role.
 */
export async function crossCheck(record: IamRecord): Promise<{
  checked: number;
  disagreements: Disagreement[];
}> {
  const calls = record.calls.filter((call) => call.role && call.action);
  const disagreements: Disagreement[] = [];
  for (const call of calls) {
    const other = await evaluate(call, record.policies[call.role ?? ''] ?? []);
    if ((other === 'Allowed') !== call.allowed) {
      disagreements.push({ call, other });
    }
  }
  return { checked: calls.length, disagreements };
}

async function evaluate(
  { account, role, action, resource }: RecordedCall,
  documents: string[],
): Promise<string> {
  const result = await runSimulation(
    {
      request: {
        principal: role ?? '',
        action: action ?? '',
        resource: { resource: resource ?? '', accountId: account },
        contextVariables: {},
      },
      identityPolicies: documents.map((document, index) => ({
        name: `policy-${index}`,
        policy: JSON.parse(document),
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  return result.resultType === 'error'
    ? `not a request to AWS: ${result.errors.message}`
    : result.overallResult;
}
