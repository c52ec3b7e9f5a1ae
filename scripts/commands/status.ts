import { defineCommand } from '../cli/command.ts';
import { connect, type Emulator } from '../emulator/emulator.ts';
import type { EmulatorProcess } from '../emulator/engine.ts';
import { findRunning } from '../emulator/running.ts';
import { isIamEnforced } from '../iam/enforcement.ts';
import { print } from '../output/log.ts';
import { stackFor } from '../stack/live-stack.ts';
import { describeSilence, describeStack } from '../stack/status.ts';

export default defineCommand({
  async run({ settings }) {
    const stack = stackFor(settings);
    const running = await findRunning();
    const emulator = running && (await connect(running));
    const { text, next } =
      running && !emulator
        ? describeSilence(running.process)
        : await describeStack(stack, emulator);
    print(
      `Emulator   ${emulator ? describeEmulator(emulator) : describeProcess(running?.process)}\n` +
        `IAM        ${emulator ? await describeIam(emulator) : 'unknown'}\n` +
        `Stack      ${stack.envName}: ${text}\n` +
        `Next       ${next}`,
    );
  },
});

function describeProcess(silent: EmulatorProcess | undefined): string {
  return silent
    ? `LocalStack on port ${silent.port} does not respond, ${silent.id}`
    : 'not running';
}

function describeEmulator(emulator: Emulator): string {
  const { engine, endpoint, id, startedAt, version } = emulator;
  return `LocalStack ${version} at ${endpoint}, engine ${engine}, ${id}, up ${uptime(startedAt)}`;
}

/** Tested each time, because a setting alone would prove nothing. */
async function describeIam(emulator: Emulator): Promise<string> {
  return (await isIamEnforced(emulator))
    ? 'enforced: a role without a policy was just denied'
    : 'NOT enforced: a role without a policy was just allowed';
}

function uptime(since: Date): string {
  const minutes = Math.floor((Date.now() - since.getTime()) / 60_000);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
