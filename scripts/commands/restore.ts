import { defineCommand } from '../cli/command.ts';
import { requireEmulator } from '../emulator/emulator.ts';
import { describeSnapshot } from '../emulator/snapshots/describe.ts';
import { nameOption } from '../emulator/snapshots/name.ts';
import { requireSnapshot } from '../emulator/snapshots/store.ts';
import { forgetLoadProgress } from '../guarantees/load/progress.ts';
import { step } from '../output/log.ts';
import { restoreInUse } from '../stack/snapshots/restore.ts';

export default defineCommand({
  lock: true,
  options: { NAME: nameOption },
  async run({ options: { NAME } }) {
    const snapshot = requireSnapshot(NAME);
    const emulator = await requireEmulator();
    await step(`Restoring ${describeSnapshot(snapshot)}`, () =>
      restoreInUse(emulator, NAME, forgetLoadProgress),
    );
  },
});
