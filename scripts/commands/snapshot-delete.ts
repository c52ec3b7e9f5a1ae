import { defineCommand } from '../cli/command.ts';
import { describeSnapshot } from '../emulator/snapshots/describe.ts';
import { nameOption } from '../emulator/snapshots/name.ts';
import {
  deleteSnapshot,
  requireSnapshot,
} from '../emulator/snapshots/store.ts';
import { done } from '../output/log.ts';

export default defineCommand({
  lock: true,
  options: { NAME: nameOption },
  async run({ options: { NAME } }) {
    const snapshot = requireSnapshot(NAME);
    deleteSnapshot(NAME);
    done(`Deleted ${describeSnapshot(snapshot)}`);
  },
});
