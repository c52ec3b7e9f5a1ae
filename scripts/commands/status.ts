import { buildBundle } from '../build/bundle.ts';
import { command } from '../cli/command.ts';
import { connect, type Emulator } from '../emulator/emulator.ts';
import type { EmulatorProcess } from '../emulator/engine.ts';
import { findRunning } from '../emulator/running.ts';
import { isIamEnforced } from '../iam/enforcement.ts';
import { print } from '../output/log.ts';
import { sandboxStack } from '../stack/live-stack.ts';
import { digestOfInputs, readApplied } from '../stack/record.ts';
import { answers } from '../stack/resources.ts';
import type { Stack } from '../stack/stage.ts';
import { hasState } from '../stack/state.ts';
import { inRepository } from '../system/paths.ts';

interface StackStatus {
  text: string;
  next: string;
}

await command(async (settings) => {
  const stack = sandboxStack(settings);
  const running = await findRunning();
  const emulator = running && (await connect(running));
  const { text, next } =
    running && !emulator
      ? describeSilence(running.process)
      : await describeStack(stack, emulator);
  print(
    `Emulator   ${emulator ? describeEmulator(emulator) : describeProcess(running?.process)}\n` +
      `IAM        ${emulator ? await describeIam(emulator) : 'cannot be asked'}\n` +
      `Stack      ${stack.environment}: ${text}\n` +
      `Next       ${next}`,
  );
});

function describeProcess(silent: EmulatorProcess | undefined): string {
  return silent
    ? `LocalStack on port ${silent.port} does not answer, ${silent.id}`
    : 'not running';
}

function describeSilence({ paused }: EmulatorProcess): StackStatus {
  return paused
    ? {
        text: 'kept, but out of reach while the emulator is paused',
        next: `${paused.command}, or make local-up, which does the same`,
      }
    : {
        text: 'out of reach',
        next: 'wait a moment; make local-up replaces an emulator that is stuck, and applies anew',
      };
}

function describeEmulator(emulator: Emulator): string {
  const { engine, endpoint, id, startedAt, version } = emulator;
  return `LocalStack ${version} at ${endpoint}, engine ${engine}, ${id}, up ${uptime(startedAt)}`;
}

/** Asked anew each time: a setting that says so would prove nothing. */
async function describeIam(emulator: Emulator): Promise<string> {
  return (await isIamEnforced(emulator))
    ? 'enforced: a role without a policy was just refused'
    : 'NOT enforced: a role without a policy was just let through';
}

async function describeStack(
  stack: Stack,
  emulator: Emulator | undefined,
): Promise<StackStatus> {
  const applied = readApplied(stack);
  if (!emulator) {
    return {
      text: hasState(stack) ? 'gone with its emulator' : 'not applied',
      next: 'make local-up',
    };
  }
  if (!applied || !hasState(stack)) {
    return { text: 'not applied', next: 'make local-up' };
  }
  if (applied.sessionId !== emulator.sessionId) {
    return {
      text: 'gone, the emulator was restarted since it was applied',
      next: 'make local-up',
    };
  }
  if (!applied.outputs) {
    return { text: 'the last apply did not finish', next: 'make local-up' };
  }
  const bundle = await buildBundle(inRepository());
  if (applied.digest !== digestOfInputs(stack, bundle, emulator)) {
    return {
      text: 'applied, but terraform/ or lambda/ has changed since',
      next: 'make local-up applies the change, make plan shows it',
    };
  }
  if (!(await answers(stack, applied.outputs, emulator))) {
    return {
      text: 'applied, but a resource has been deleted since',
      next: 'make local-up',
    };
  }
  return {
    text: 'applied, in step with the code',
    next: 'make invoke COUNT=3',
  };
}

function uptime(since: Date): string {
  const minutes = Math.floor((Date.now() - since.getTime()) / 60_000);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
