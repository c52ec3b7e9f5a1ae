import { defineCommand } from '../cli/command.ts';
import { requireEmulator } from '../emulator/emulator.ts';
import { stopEmulator } from '../emulator/lifecycle.ts';
import { saveSnapshot } from '../emulator/snapshots/api.ts';
import { describeSnapshot } from '../emulator/snapshots/describe.ts';
import { autosaveName } from '../emulator/snapshots/manifest.ts';
import { requireSnapshot } from '../emulator/snapshots/store.ts';
import { note, step } from '../output/log.ts';
import { collectAttachments } from '../stack/snapshots/attachments.ts';

export default defineCommand({
  lock: true,
  async run() {
    const emulator = await requireEmulator();
    await step('Saving the emulator', async () => {
      await saveSnapshot(emulator, autosaveName, collectAttachments(emulator));
      return describeSnapshot(requireSnapshot(autosaveName));
    });
    await stopEmulator();
    note('`make local-up` continues from there');
  },
});
