import type { Settings } from '../cli/settings.ts';
import { sandboxAccountId } from '../emulator/accounts.ts';
import { type Clients, createClients } from '../emulator/clients.ts';
import { type Emulator, requireEmulator } from '../emulator/emulator.ts';
import { SandboxError } from '../output/errors.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import { readApplied } from './record.ts';
import { localStack, type Stack } from './stage.ts';

/** A running emulator with an applied stack: what everyday commands need. */
export interface LiveStack {
  emulator: Emulator;
  stack: Stack;
  outputs: StackOutputs;
  clients: Clients;
}

export function stackFor(settings: Settings): Stack {
  return localStack(settings.envName, sandboxAccountId);
}

/** The emulator runs, without the stack. */
export class NoStackError extends SandboxError {}

/** @throws NoEmulatorError or NoStackError, which say to run `make local-up`. */
export async function requireLiveStack(settings: Settings): Promise<LiveStack> {
  return requireStackIn(await requireEmulator(), settings);
}

/** @throws NoStackError */
export function requireStackIn(
  emulator: Emulator,
  settings: Settings,
): LiveStack {
  const stack = stackFor(settings);
  const applied = readApplied(stack);
  if (!applied?.outputs || applied.sessionId !== emulator.sessionId) {
    throw new NoStackError(
      `Stack ${settings.envName} is not applied in the running emulator.`,
      {
        why: applied
          ? 'The emulator was restarted since, or the last apply did not finish.'
          : 'No apply of it has finished yet.',
        next: '`make local-up`',
      },
    );
  }
  const { outputs } = applied;
  const clients = createClients(emulator, {
    region: outputs.aws_region,
    accountId: stack.accountId,
  });
  return { emulator, stack, outputs, clients };
}
