import type { Clients } from '../emulator/clients.ts';
import { SandboxError } from '../output/errors.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import { findMissingResources } from './missing-resources.ts';

/**
 * What a failure of the function has behind it where a resource is gone: then
 * its own advice does not help. DynamoDB Local, for one, comes back empty.
 */
export async function explainLoss(
  error: SandboxError,
  { clients, outputs }: { clients: Clients; outputs: StackOutputs },
  then = 'the same command again',
): Promise<SandboxError> {
  const missing = await findMissingResources(clients, outputs);
  if (missing.length === 0) {
    return error;
  }
  const loss = `Of the stack is gone: ${missing.join(', ')}.`;
  return new SandboxError(error.message, {
    why: [error.why, loss].filter(Boolean).join('\n'),
    next: `\`make local-up\`, which makes it again; \`make reconcile FIX=1\` for the payments that it held; then ${then}`,
    cause: error,
  });
}
