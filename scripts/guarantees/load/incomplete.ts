import type { Clients } from '../../emulator/clients.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { probeLiveness } from '../../emulator/liveness.ts';
import { SandboxError } from '../../output/errors.ts';
import { explainLoss } from '../../pipeline/explain-loss.ts';
import { InterruptedError, interruption } from '../../system/interruption.ts';
import type { StackOutputs } from '../../terraform/outputs.ts';
import type { LoadReport } from './report.ts';
import type { LoadRun } from './run.ts';

/** Says what is missing of a run, and how to go on from what there is. */
export async function explainIncompleteLoad(
  run: LoadRun,
  report: LoadReport,
  sandbox: { clients: Clients; emulator: Emulator; outputs: StackOutputs },
): Promise<SandboxError> {
  const goOn = `\`make load RUN=${run.id}\`, which sends the rest and doubles nothing`;
  if (interruption.reason instanceof InterruptedError) {
    return new InterruptedError(interruption.reason.signal, goOn);
  }
  const liveness = await probeLiveness(sandbox.emulator);
  const missing = `${run.count - report.answered} of ${run.count} payments are not known to be stored.`;
  if (liveness.state === 'full') {
    return new SandboxError(`${missing} LocalStack's disk is full.`, {
      why: liveness.why,
      next: `${liveness.fix}; then ${goOn}`,
    });
  }
  const next = {
    running: goOn,
    paused: `\`make local-up\`, which lets LocalStack go on, then ${goOn}`,
    silent: `\`make status\`, then ${goOn}`,
    restarted: `the emulator was restarted, and its memory is lost: \`make local-up\`, then ${goOn}`,
    ended: `the emulator is gone, and its memory: \`make local-up\`, then ${goOn}`,
  };
  // On one line, for the function's own advice is not this command's.
  const first = String(report.errors[0]).replaceAll('\n', ' ');
  const error = new SandboxError(missing, {
    why: `${report.errors.length} requests failed, the first with ${first}`,
    next: next[liveness.state],
  });
  return liveness.state === 'running'
    ? explainLoss(error, sandbox, goOn)
    : error;
}
