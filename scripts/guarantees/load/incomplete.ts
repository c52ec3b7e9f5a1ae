import type { Clients } from '../../emulator/clients.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { probeLiveness } from '../../emulator/liveness.ts';
import { SandboxError } from '../../output/errors.ts';
import { explainLoss } from '../../pipeline/explain-loss.ts';
import { InterruptedError, interruption } from '../../system/interruption.ts';
import type { StackOutputs } from '../../terraform/outputs.ts';
import type { LoadReport } from './report.ts';
import type { LoadRun } from './run.ts';

/** Explains what a run is missing, and how to resume it. */
export async function explainIncompleteLoad(
  run: LoadRun,
  report: LoadReport,
  sandbox: { clients: Clients; emulator: Emulator; outputs: StackOutputs },
): Promise<SandboxError> {
  const resume = `\`make load RUN=${run.id}\`, which sends the rest and duplicates nothing`;
  if (interruption.reason instanceof InterruptedError) {
    return new InterruptedError(interruption.reason.signal, resume);
  }
  const liveness = await probeLiveness(sandbox.emulator);
  const missing = `${run.count - report.completed} of ${run.count} payments are not known to be stored.`;
  if (liveness.state === 'full') {
    return new SandboxError(`${missing} LocalStack's disk is full.`, {
      why: liveness.why,
      next: `${liveness.fix}; then ${resume}`,
    });
  }
  const next = {
    running: resume,
    paused: `\`make local-up\`, which resumes LocalStack, then ${resume}`,
    silent: `\`make status\`, then ${resume}`,
    restarted: `the emulator was restarted, and its memory is lost: \`make local-up\`, then ${resume}`,
    ended: `the emulator is gone, and its memory: \`make local-up\`, then ${resume}`,
  };
  // On one line, because the function's own `Next:` does not apply to this command.
  const [cause] = report.errors;
  const evidence = cause instanceof SandboxError ? [cause.why] : [];
  const first = [String(cause), ...evidence].join(' ').replaceAll('\n', ' ');
  const error = new SandboxError(missing, {
    why: `${report.errors.length} requests failed, the first with ${first}`,
    next: next[liveness.state],
  });
  return liveness.state === 'running'
    ? explainLoss(error, sandbox, resume)
    : error;
}
