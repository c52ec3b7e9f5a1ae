import type { Emulator } from '../emulator/emulator.ts';
import { type EmulatorRun, probeLiveness } from '../emulator/liveness.ts';
import { withWatchdog } from '../emulator/watchdog.ts';
import { SandboxError } from '../output/errors.ts';
import type { Terraform } from '../terraform/terraform.ts';

/**
 * Runs Terraform against an emulator. If the emulator is lost meanwhile,
 * Terraform is stopped, because it would retry for several minutes.
 */
export async function whileEmulatorRuns<T>(
  emulator: EmulatorRun & Pick<Emulator, 'recentLog'>,
  terraform: Pick<Terraform, 'interrupt' | 'kill'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await withWatchdog(
      emulator,
      ({ state }) =>
        state === 'full' ? terraform.interrupt() : terraform.kill(),
      work,
    );
  } catch (cause) {
    throw await explain(cause, emulator);
  }
}

async function explain(
  cause: unknown,
  emulator: EmulatorRun & Pick<Emulator, 'recentLog'>,
): Promise<unknown> {
  const liveness = await probeLiveness(emulator);
  switch (liveness.state) {
    case 'full':
      return new SandboxError("LocalStack's disk is full.", {
        why: liveness.why,
        next: liveness.fix,
        cause,
      });
    case 'ended':
    case 'restarted': {
      const what = liveness.state === 'ended' ? 'ended' : 'was restarted';
      return new SandboxError(
        `LocalStack ${what} while Terraform was working.`,
        {
          why: `Its last log lines:\n${await emulator.recentLog(15)}`,
          next: '`make local-up`, which starts another emulator',
          cause,
        },
      );
    }
    default:
      return cause;
  }
}
