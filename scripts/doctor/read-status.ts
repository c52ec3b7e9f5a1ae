import type { Settings } from '../cli/settings.ts';
import { connect, type Emulator } from '../emulator/emulator.ts';
import { findRunning } from '../emulator/running.ts';
import { unlessOlder } from '../emulator/sandbox-api.ts';
import { isIamEnforced } from '../iam/enforcement.ts';
import { stackFor } from '../stack/live-stack.ts';
import { describeSilence, describeStack } from '../stack/status.ts';
import { readFunctions } from './functions.ts';
import type { SandboxStatus } from './status.ts';

/**
 * Reads the state of the emulator and the stack, whatever it is.
 *
 * @param probeIam tests each time, because a setting alone would prove nothing.
 */
export async function readStatus(
  settings: Settings,
  probeIam: (emulator: Emulator) => Promise<boolean> = isIamEnforced,
): Promise<SandboxStatus> {
  const stack = stackFor(settings);
  const running = await findRunning();
  const emulator = running && (await connect(running));
  const [isEnforced, functions, stackStatus] = await Promise.all([
    emulator && probeIam(emulator),
    emulator && unlessOlder(readFunctions(emulator)),
    running && !emulator
      ? describeSilence(running.process)
      : describeStack(stack, emulator),
  ]);
  return {
    process: running?.process,
    emulator,
    isIamEnforced: isEnforced,
    functions,
    envName: stack.envName,
    stack: stackStatus,
  };
}
