import { defineCommand } from '../cli/command.ts';
import { requireEmulator } from '../emulator/emulator.ts';
import { saveSnapshot } from '../emulator/snapshots/api.ts';
import { describeSnapshot } from '../emulator/snapshots/describe.ts';
import { nameOption } from '../emulator/snapshots/name.ts';
import { requireSnapshot } from '../emulator/snapshots/store.ts';
import { step } from '../output/log.ts';
import { collectAttachments } from '../stack/snapshots/attachments.ts';

export default defineCommand({
  lock: true,
  options: { NAME: nameOption },
  async run({ options: { NAME } }) {
    const emulator = await requireEmulator();
    await step('Saving the emulator', async () => {
      await saveSnapshot(emulator, NAME, collectAttachments(emulator));
      return describeSnapshot(requireSnapshot(NAME));
    });
  },
});
