import { ensureBundle } from '../build/ensure-bundle.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { EmulatorProcess } from '../emulator/engine.ts';
import { describeSaved } from '../emulator/snapshots/describe.ts';
import { WatchedCodeApi } from '../emulator/watched-code.ts';
import { digestOfInputs, readApplied } from './record.ts';
import { resourcesExist } from './resources.ts';
import type { Stack } from './stage.ts';
import { hasState } from './state.ts';

/**
 * `damaged`: applied, but a resource was deleted; `changed`: the code differs;
 * `saved`: no emulator runs, and the next one continues with what was saved.
 */
export type StackState =
  | 'applied'
  | 'changed'
  | 'damaged'
  | 'incomplete'
  | 'lost'
  | 'not applied'
  | 'saved'
  | 'unreachable';

export interface StackStatus {
  state: StackState;
  text: string;
  next: string;
  /** If `make watch` has replaced the function's code. */
  watchedSince?: string;
}

export function describeSilence({ paused }: EmulatorProcess): StackStatus {
  return paused
    ? {
        state: 'unreachable',
        text: 'kept, but unreachable while the emulator is paused',
        next: `${paused.command}, or make local-up, which does the same`,
      }
    : {
        state: 'unreachable',
        text: 'unreachable',
        next: 'wait a moment; make local-up replaces an emulator that hangs, and applies the stack again',
      };
}

const notApplied: StackStatus = {
  state: 'not applied',
  text: 'not applied',
  next: 'make local-up',
};

export async function describeStack(
  stack: Stack,
  emulator: Emulator | undefined,
): Promise<StackStatus> {
  const applied = readApplied(stack);
  if (!emulator) {
    const saved = describeSaved();
    if (saved) {
      return {
        state: 'saved',
        text: saved,
        next: 'make local-up, which continues from there',
      };
    }
    return hasState(stack)
      ? { state: 'lost', text: 'lost with its emulator', next: 'make local-up' }
      : notApplied;
  }
  if (!applied || !hasState(stack)) {
    return notApplied;
  }
  if (applied.sessionId !== emulator.sessionId) {
    return {
      state: 'lost',
      text: 'lost, the emulator was restarted since it was applied',
      next: 'make local-up',
    };
  }
  if (!applied.outputs) {
    return {
      state: 'incomplete',
      text: 'the last apply did not finish',
      next: 'make local-up',
    };
  }
  const code = new WatchedCodeApi(emulator, stack.accountId, applied.outputs);
  const watched = await code.read();
  if (watched.watched) {
    return {
      state: 'changed',
      text: `runs watched code since ${watched.since}, not the applied code`,
      next: 'Ctrl-C in make watch, or make local-up, which returns to the applied code',
      watchedSince: watched.since,
    };
  }
  const bundle = await ensureBundle();
  if (applied.digest !== digestOfInputs(stack, bundle)) {
    return {
      state: 'changed',
      text: 'applied, but terraform/, lambda/ or journal/ has changed since',
      next: 'make local-up applies the change, make plan shows it',
    };
  }
  if (!(await resourcesExist(stack, applied.outputs, emulator))) {
    return {
      state: 'damaged',
      text: 'applied, but a resource has been deleted since',
      next: 'make local-up',
    };
  }
  return {
    state: 'applied',
    text: 'applied, in step with the code',
    next: 'make invoke COUNT=3',
  };
}
