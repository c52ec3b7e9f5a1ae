import { sandboxAccountId } from './lib/accounts.ts';
import { buildBundle } from './lib/bundle.ts';
import { createClients } from './lib/clients.ts';
import { command } from './lib/command.ts';
import { ensureEmulator, selectEngine } from './lib/emulator.ts';
import { ensureFirstPayments } from './lib/first-payments.ts';
import { inParallel } from './lib/in-parallel.ts';
import { withSandboxLock } from './lib/lock.ts';
import { inRepository } from './lib/paths.ts';
import { sandboxStack } from './lib/sandbox.ts';
import { ensureTerraformTools } from './lib/setup/tools.ts';
import { showSandbox } from './lib/show-sandbox.ts';
import { ensureStack } from './lib/stack/local-stack.ts';

await command(async (settings) => {
  await withSandboxLock('make local-up', async () => {
    const engine = await selectEngine(settings);
    const [, tools, bundle] = await inParallel(
      engine.prepare(),
      ensureTerraformTools(),
      buildBundle(inRepository()),
    );
    const emulator = await ensureEmulator(engine, settings);
    const stack = sandboxStack(settings);
    const outputs = await ensureStack(stack, emulator, bundle, tools);
    const clients = createClients({
      endpoint: emulator.endpoint,
      region: outputs.aws_region,
      accountId: sandboxAccountId,
    });
    await ensureFirstPayments(clients, outputs);
    await showSandbox(clients, outputs);
  });
});
