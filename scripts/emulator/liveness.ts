import { connect, type Emulator } from './emulator.ts';
import type { EmulatorProcess } from './engine.ts';
import { findRunning } from './running.ts';

/** With less than this, requests fail, or never get a response. */
const leastFreeBytes = 16 * 2 ** 20;

/**
 * The state of an emulator in use. Once it has ended or was restarted, its data
 * is lost, and the stack with it.
 */
export type Liveness =
  | { state: 'running' | 'restarted' | 'ended' }
  | { state: 'paused' | 'silent'; process: EmulatorProcess }
  | { state: 'full'; why: string; fix: string };

/** Identifies one run of an emulator. */
export type EmulatorRun = Pick<Emulator, 'sessionId' | 'startedAt'>;

export async function probeLiveness(run: EmulatorRun): Promise<Liveness> {
  const running = await findRunning();
  if (!running) {
    return { state: 'ended' };
  }
  const { engine, process } = running;
  // Known before the new LocalStack responds.
  if (process.startedAt.getTime() !== run.startedAt.getTime()) {
    return { state: 'restarted' };
  }
  const emulator = await connect(running);
  if (!emulator) {
    return { state: process.paused ? 'paused' : 'silent', process };
  }
  if (emulator.sessionId !== run.sessionId) {
    return { state: 'restarted' };
  }
  // If it exits right now, the next poll reports it.
  const disk = await engine.disk().catch(() => undefined);
  if (disk && disk.freeBytes < leastFreeBytes) {
    const free = `${(disk.freeBytes / 2 ** 20).toFixed(1)} MiB`;
    return {
      state: 'full',
      why: `Its ${process.id} has ${free} left for files: requests fail, or never get a response.`,
      fix: disk.fix,
    };
  }
  return { state: 'running' };
}
