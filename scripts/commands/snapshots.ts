import { defineCommand } from '../cli/command.ts';
import { formatSnapshots } from '../emulator/snapshots/describe.ts';
import { listSnapshots } from '../emulator/snapshots/store.ts';
import { print } from '../output/log.ts';

export default defineCommand({
  async run({ settings }) {
    const snapshots = listSnapshots();
    print(
      snapshots.length > 0
        ? formatSnapshots(snapshots, settings.envName)
        : 'No snapshots.\nNext: `make snapshot NAME=before-load`',
    );
  },
});
