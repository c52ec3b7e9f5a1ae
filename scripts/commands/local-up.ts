import { defineCommand } from '../cli/command.ts';
import { flag } from '../cli/options.ts';
import { sandboxAccountId } from '../emulator/accounts.ts';
import { createClients } from '../emulator/clients.ts';
import { ensureEmulator } from '../emulator/lifecycle.ts';
import { ensureFirstPayments } from '../pipeline/first-payments.ts';
import { showSandbox } from '../pipeline/summary.ts';
import { stackFor } from '../stack/live-stack.ts';
import { ensureStack } from '../stack/local-stack.ts';
import { prepareStart } from '../stack/prepare.ts';
import {
  appliedSnapshotName,
  saveAppliedStack,
} from '../stack/snapshots/applied.ts';
import { resumeState } from '../stack/snapshots/resume.ts';
import { inParallel } from '../system/in-parallel.ts';

export default defineCommand({
  lock: true,
  options: { FRESH: flag() },
  async run({ options: { FRESH }, settings }) {
    const { engine, tools, bundle } = await prepareStart(settings);
    const emulator = await ensureEmulator(engine, settings);
    const stack = stackFor(settings);
    const nameApplied = () => appliedSnapshotName(stack, bundle, emulator);
    const resumed = await resumeState(emulator, nameApplied, { fresh: FRESH });
    // Terraform mostly waits: its provider takes 25 s to create a queue.
    const [outputs] = await inParallel(
      ensureStack(stack, emulator, bundle, tools, { always: FRESH }),
      engine.prepareLaterStarts(),
    );
    if (resumed === 'empty') {
      await saveAppliedStack(emulator, nameApplied());
    }
    const clients = createClients(emulator, {
      region: outputs.aws_region,
      accountId: sandboxAccountId,
    });
    await ensureFirstPayments(clients, outputs);
    await showSandbox(clients, outputs);
  },
});
