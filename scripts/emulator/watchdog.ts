import { setTimeout as delay } from 'node:timers/promises';
import { done, warn } from '../output/log.ts';
import { interruption } from '../system/interruption.ts';
import { type EmulatorRun, type Liveness, probeLiveness } from './liveness.ts';

const pollIntervalMs = 2000;
const silenceMs = 30_000;

/**
 * Runs `work` against an emulator. While the emulator is paused or does not
 * respond, the work waits, and a warning is printed once. As soon as the
 * emulator is lost or its disk is full, `onLost` is called every two seconds,
 * because a pending request will never get a response.
 */
export async function withWatchdog<T>(
  emulator: EmulatorRun,
  onLost: (liveness: Liveness) => void,
  work: () => Promise<T>,
): Promise<T> {
  const workIsDone = new AbortController();
  const watching = watch(
    emulator,
    onLost,
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
  onLost: (liveness: Liveness) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Waiting();
  for (;;) {
    await delay(pollIntervalMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) {
      return;
    }
    // Docker may fail while it is changing the container; the next poll reports it.
    const liveness = await probeLiveness(emulator).catch(() => undefined);
    if (!liveness) {
      continue;
    }
    if (liveness.state === 'paused' || liveness.state === 'silent') {
      waiting.continues(liveness);
    } else if (liveness.state === 'running') {
      waiting.ends();
    } else {
      onLost(liveness);
    }
  }
}

/** Warns once that LocalStack does not respond, and reports once that it does again. */
class Waiting {
  #respondedAt = performance.now();
  #hasWarned = false;

  continues({
    state,
    process,
  }: Extract<Liveness, { state: 'paused' | 'silent' }>) {
    const isLong = performance.now() - this.#respondedAt > silenceMs;
    if (this.#hasWarned || (state === 'silent' && !isLong)) {
      return;
    }
    this.#hasWarned = true;
    warn(
      process.paused
        ? `LocalStack is paused, ${process.id}.\nIts state is kept; this command waits until it is resumed.\nNext: \`${process.paused.command}\``
        : `LocalStack has not responded for ${silenceMs / 1000} s, ${process.id}.\nIt may be overloaded; this command waits for it.\nNext: \`make status\` in another terminal`,
    );
  }

  ends() {
    if (this.#hasWarned) {
      done('LocalStack is responding again');
    }
    this.#respondedAt = performance.now();
    this.#hasWarned = false;
  }
}
