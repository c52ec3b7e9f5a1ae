import { setTimeout as delay } from 'node:timers/promises';
import { done, warn } from '../output/log.ts';
import { interruption } from '../system/interruption.ts';
import { type EmulatorRun, type Fate, fateOf } from './liveness.ts';

const pollIntervalMs = 2000;
const silenceMs = 30_000;

/**
 * Work on an emulator. While that is paused or silent, the work waits, and a
 * warning says so. `onDoom` is called every other second once the emulator is
 * gone or its disk is full: whatever still waits for an answer waits in vain.
 */
export async function whileWatching<T>(
  emulator: EmulatorRun,
  onDoom: (fate: Fate) => void,
  work: () => Promise<T>,
): Promise<T> {
  const workIsDone = new AbortController();
  const watching = watch(
    emulator,
    onDoom,
    AbortSignal.any([workIsDone.signal, interruption]),
  );
  try {
    return await work();
  } finally {
    workIsDone.abort();
    await watching;
  }
}

async function watch(
  emulator: EmulatorRun,
  onDoom: (fate: Fate) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Waiting();
  for (;;) {
    await delay(pollIntervalMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) {
      return;
    }
    // In the midst of a change Docker may have no answer: the next look tells.
    const fate = await fateOf(emulator).catch(() => undefined);
    if (!fate) {
      continue;
    }
    if (fate.state === 'paused' || fate.state === 'silent') {
      waiting.goesOn(fate);
    } else if (fate.state === 'running') {
      waiting.ends();
    } else {
      onDoom(fate);
    }
  }
}

/** Says once that nothing answers, and once that it does again. */
class Waiting {
  #answeredAt = performance.now();
  #hasWarned = false;

  goesOn({ state, process }: Extract<Fate, { state: 'paused' | 'silent' }>) {
    const isLong = performance.now() - this.#answeredAt > silenceMs;
    if (this.#hasWarned || (state === 'silent' && !isLong)) {
      return;
    }
    this.#hasWarned = true;
    warn(
      process.paused
        ? `LocalStack is paused, ${process.id}.\nIt keeps what it holds, and this command waits for it.\nNext: \`${process.paused.command}\``
        : `LocalStack has not answered for ${silenceMs / 1000} s, ${process.id}.\nIt may be too busy; this command waits for it.\nNext: \`make status\` in another terminal`,
    );
  }

  ends() {
    if (this.#hasWarned) {
      done('LocalStack goes on');
    }
    this.#answeredAt = performance.now();
    this.#hasWarned = false;
  }
}
