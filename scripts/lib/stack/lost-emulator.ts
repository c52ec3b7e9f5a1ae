import { type Emulator, findEmulator } from '../emulator.ts';
import { SandboxError } from '../errors.ts';

/** A failure while the emulator has ended is told as what it is. */
export async function explainLostEmulator<T>(
  emulator: Pick<Emulator, 'recentLog'>,
  work: () => Promise<T>,
): Promise<T> {
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
  }
}
