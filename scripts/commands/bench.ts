import { measureConfinement } from '../../bench/confinement.ts';
import { measureEverydayCommands } from '../../bench/everyday.ts';
import { Figures } from '../../bench/figures.ts';
import { measureGate } from '../../bench/gate.ts';
import { measureGuarantees, measureTools } from '../../bench/guarantees.ts';
import { measureInvocations } from '../../bench/invocations.ts';
import { measureIdleMemory } from '../../bench/memory.ts';
import { measureSetUp } from '../../bench/set-up.ts';
import { measureRecordedLoad, measureRecording } from '../../bench/traces.ts';
import { measureWatch } from '../../bench/watch.ts';
import { defineCommand } from '../cli/command.ts';
import { flag } from '../cli/options.ts';
import { sandboxAccountId } from '../emulator/accounts.ts';
import { createClients } from '../emulator/clients.ts';
import { ensureEmulator, stopEmulator } from '../emulator/lifecycle.ts';
import { findRunning } from '../emulator/running.ts';
import { startAutosave } from '../emulator/snapshots/api.ts';
import { SandboxError } from '../output/errors.ts';
import { done, print } from '../output/log.ts';
import { destroyStack, ensureStack } from '../stack/local-stack.ts';
import { prepareSandbox } from '../stack/prepare.ts';
import { localStack } from '../stack/stage.ts';
import { withSandboxLock } from '../system/lock.ts';

export default defineCommand({
  options: { TRIAL: flag() },
  async run({ options: { TRIAL }, settings, command }) {
    if (await findRunning()) {
      throw new SandboxError('The benchmark needs to start its own emulator.', {
        why: 'Another one is running, and its data would distort the results.',
        next: '`make local-down`, then `make bench`',
      });
    }
    const figures = new Figures({ isTrial: TRIAL });
    if (!TRIAL) {
      await measureSetUp(figures, settings.engine);
    }
    await measureGate(figures);
    await measureRecording(figures);

    const { engine, tools, bundle } = await prepareSandbox(settings);
    await measureConfinement(figures, bundle.path);
    const stack = localStack('bench', sandboxAccountId);
    const exclusively = <T>(work: () => Promise<T>) =>
      withSandboxLock(command, work);
    try {
      const emulator = await exclusively(async () => {
        // A state that `make stop` saved is not replaced by this one.
        const start = () =>
          ensureEmulator(engine, { ...settings, autosaveSeconds: 0 });
        await figures.timeMedian(
          'emulator start',
          figures.many(5),
          start,
          stopEmulator,
        );
        const started = await start();
        // As one in use, so that local-up restores nothing and keeps nothing.
        await startAutosave(started, { labels: {}, files: {} });
        return started;
      });
      const outputs = await exclusively(() =>
        figures.time('apply', () =>
          ensureStack(stack, emulator, bundle, tools),
        ),
      );
      const clients = createClients(emulator, {
        region: outputs.aws_region,
        accountId: sandboxAccountId,
      });
      measureIdleMemory(figures, emulator);
      // With few payments. Without the lock, which local-up takes itself.
      await measureEverydayCommands(figures, stack.envName);
      await measureInvocations(
        figures,
        clients.lambda,
        outputs.lambda_function_name,
      );
      await measureWatch(figures, { emulator, stack, outputs, clients });
      await exclusively(async () => {
        await measureRecordedLoad(figures, settings, emulator, outputs);
        await measureTools(figures, clients, outputs, emulator);
        // Last, because its variants write without a journal.
        await measureGuarantees(figures, clients, outputs);
        await figures.time('destroy', () => destroyStack(stack, bundle, tools));
      });
    } finally {
      await stopEmulator();
    }
    print(`\n${figures.format()}`);
    done(`Results saved in ${figures.save()}`);
  },
});
