import { command } from './lib/command.ts';
import { findEmulator } from './lib/emulator.ts';
import { inherited } from './lib/environment.ts';
import { SandboxError } from './lib/errors.ts';
import { InterruptedError, interruption } from './lib/interruption.ts';
import { LoadProgress } from './lib/load/load-progress.ts';
import { readLoadRun } from './lib/load/load-run.ts';
import { runLoad } from './lib/load/run-load.ts';
import { readInteger } from './lib/read-integer.ts';
import { requireSandbox } from './lib/sandbox.ts';

await command(async (settings) => {
  const run = readLoadRun(inherited);
  const concurrency = readInteger('CONCURRENCY', inherited.CONCURRENCY, {
    fallback: 4,
    lowest: 1,
    highest: 64,
    example: 'make load COUNT=1000 CONCURRENCY=4',
  });
  const { clients, emulator, outputs } = await requireSandbox(settings);
  const report = await runLoad(
    run,
    { lambda: clients.lambda, functionName: outputs.lambda_function_name },
    new LoadProgress(run.id, emulator.sessionId),
    { concurrency, signal: interruption },
  );
  process.stdout.write(`${report.summarise()}\n`);
  if (!report.isComplete) {
    const goOn = `\`make load RUN=${run.id}\`, which sends the rest and doubles nothing`;
    if (interruption.reason instanceof InterruptedError) {
      throw new InterruptedError(interruption.reason.signal, goOn);
    }
    throw new SandboxError(
      `${run.count - report.answered} of ${run.count} payments are not known to be stored.`,
      {
        why: `${report.errors.length} requests failed, the first with ${report.errors[0]}`,
        next: (await findEmulator())
          ? goOn
          : `the emulator is gone, and its memory: \`make local-up\`, then ${goOn}`,
      },
    );
  }
});
