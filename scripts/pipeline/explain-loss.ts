import type { Clients } from '../emulator/clients.ts';
import { SandboxError } from '../output/errors.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import { findMissingResources } from './missing-resources.ts';

/**
 * Explains a failure of the function by a missing resource, for which the
 * function's own advice does not help. DynamoDB Local, for example, restarts empty.
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
    next: `\`make local-up\`, which recreates it; \`make reconcile FIX=1\`, which restores its payments; then ${then}`,
    cause: error,
  });
}
