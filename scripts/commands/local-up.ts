import { defineCommand } from '../cli/command.ts';
import { sandboxAccountId } from '../emulator/accounts.ts';
import { createClients } from '../emulator/clients.ts';
import { ensureEmulator } from '../emulator/lifecycle.ts';
import { ensureFirstPayments } from '../pipeline/first-payments.ts';
import { showSandbox } from '../pipeline/summary.ts';
import { stackFor } from '../stack/live-stack.ts';
import { ensureStack } from '../stack/local-stack.ts';
import { prepareSandbox } from '../stack/prepare.ts';

export default defineCommand({
  lock: true,
  async run({ settings }) {
    const { engine, tools, bundle } = await prepareSandbox(settings);
    const emulator = await ensureEmulator(engine, settings);
    const stack = stackFor(settings);
    const outputs = await ensureStack(stack, emulator, bundle, tools);
    const clients = createClients(emulator, {
      region: outputs.aws_region,
      accountId: sandboxAccountId,
    });
    await ensureFirstPayments(clients, outputs);
    await showSandbox(clients, outputs);
  },
});
