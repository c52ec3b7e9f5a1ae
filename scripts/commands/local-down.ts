import { ensureBundle } from '../build/ensure-bundle.ts';
import { defineCommand } from '../cli/command.ts';
import { findEmulator } from '../emulator/emulator.ts';
import { stopEmulator } from '../emulator/lifecycle.ts';
import { autosaveName } from '../emulator/snapshots/manifest.ts';
import { deleteSnapshot } from '../emulator/snapshots/store.ts';
import { stackFor } from '../stack/live-stack.ts';
import { destroyStack } from '../stack/local-stack.ts';
import { forgetState } from '../stack/state.ts';
import { interruption } from '../system/interruption.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

export default defineCommand({
  lock: true,
  async run({ settings }) {
    const stack = stackFor(settings);
    if (!(await findEmulator())) {
      // Nothing to destroy, so nothing to install either.
      await stopEmulator();
      deleteSnapshot(autosaveName);
      forgetState(stack);
      return;
    }
    try {
      const tools = await ensureTerraformTools();
      const bundle = await ensureBundle();
      await destroyStack(stack, bundle, tools);
    } finally {
      // Stopping the emulator removes anything that could not be destroyed.
      if (!interruption.aborted) {
        await stopEmulator();
        // Saved while it stopped.
        deleteSnapshot(autosaveName);
      }
    }
  },
});
