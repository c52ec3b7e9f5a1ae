import { SandboxError } from '../output/errors.ts';

const controller = new AbortController();

/** Aborted by the first Ctrl-C, SIGTERM or SIGHUP. */
export const interruption = controller.signal;

/** For clean-ups, which Ctrl-C must not interrupt: it may be the reason they run. */
export const uninterruptible = new AbortController().signal;

/** For a command that runs until then. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    interruption.addEventListener('abort', () => resolve());
  });
}

export class InterruptedError extends SandboxError {
  override name = 'InterruptedError';
  readonly exitCode: number;
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP';

  constructor(
    signal: InterruptedError['signal'],
    next = 'run the same command again; it continues from the current state',
  ) {
    super(`Interrupted by ${signal}.`, { next });
    this.signal = signal;
    this.exitCode = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal];
  }
}

/** Turns signals into one abort, so that child processes end before this one. */
export function listenForInterruptions(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort(new InterruptedError(signal)));
  }
}
