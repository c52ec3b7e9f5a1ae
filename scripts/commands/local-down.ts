import { defineCommand } from '../cli/command.ts';
import { stopEmulator } from '../emulator/lifecycle.ts';
import { autosaveName } from '../emulator/snapshots/manifest.ts';
import { deleteSnapshot } from '../emulator/snapshots/store.ts';
import { done } from '../output/log.ts';
import { stackFor } from '../stack/live-stack.ts';
import { readApplied } from '../stack/record.ts';
import { forgetState } from '../stack/state.ts';
import { killOrphan } from '../terraform/terraform.ts';

export default defineCommand({
  lock: true,
  async run({ settings }) {
    const stack = stackFor(settings);
    await killOrphan(stack.folder);
    await stopEmulator();
    // Saved while it stopped.
    deleteSnapshot(autosaveName);
    // Every resource was in its memory. Terraform would destroy them one by one, in 15 s.
    const wasApplied = readApplied(stack) !== undefined;
    forgetState(stack);
    if (wasApplied) {
      done(`Stack ${stack.envName} is destroyed with its emulator`);
    }
  },
});
