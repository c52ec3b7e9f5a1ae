import { setTimeout as delay } from 'node:timers/promises';
import { type Emulator, findEmulator } from '../emulator.ts';
import { findRunningEngine } from '../engines/choose.ts';
import { SandboxError } from '../errors.ts';
import type { Terraform } from './terraform.ts';

const pollIntervalMs = 2000;

/**
 * Terraform's work on an emulator. Should that end meanwhile, Terraform is
 * ended too: it would try to reach it again for up to several minutes.
 */
export async function whileEmulatorRuns<T>(
  emulator: Pick<Emulator, 'recentLog'>,
  terraform: Pick<Terraform, 'kill'>,
  work: () => Promise<T>,
): Promise<T> {
  const watch = new AbortController();
  const watching = killWhenEmulatorEnds(terraform, watch.signal);
  try {
    return await work();
  } catch (error) {
    if (await findEmulator()) {
      throw error;
    }
    throw new SandboxError('LocalStack ended while Terraform was working.', {
      why: `Its last log lines:\n${await emulator.recentLog(15)}`,
      next: '`make local-up`, which starts over with an empty emulator',
      cause: error,
    });
  } finally {
    watch.abort();
    await watching;
  }
}

async function killWhenEmulatorEnds(
  terraform: Pick<Terraform, 'kill'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await delay(pollIntervalMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted && !(await findRunningEngine())) {
      terraform.kill();
    }
  }
}
