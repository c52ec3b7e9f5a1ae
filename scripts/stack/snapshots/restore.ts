import type { Emulator } from '../../emulator/emulator.ts';
import { restoreSnapshot } from '../../emulator/snapshots/api.ts';
import { writeStackFiles } from './stack-files.ts';

/**
 * Replaces the emulator's state and what Terraform knows of it.
 *
 * @throws SnapshotRefusedError, and then nothing has changed.
 */
export async function restoreStacks(
  emulator: Emulator,
  name: string,
): Promise<void> {
  const { manifest, files } = await restoreSnapshot(emulator, name);
  writeStackFiles(files, { from: manifest.sessionId, to: emulator.sessionId });
}
