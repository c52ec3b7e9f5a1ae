import type { Emulator } from '../../emulator/emulator.ts';
import {
  restoreSnapshot,
  startAutosave,
} from '../../emulator/snapshots/api.ts';
import { collectAttachments } from './attachments.ts';
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
  writeStackFiles(files, { from: manifest.sessionId, to: emulator });
}

/**
 * The same for an emulator that is in use.
 *
 * @param forget removes what was derived from the replaced state.
 */
export async function restoreInUse(
  emulator: Emulator,
  name: string,
  forget: (sessionId: string) => void,
): Promise<void> {
  await restoreStacks(emulator, name);
  forget(emulator.sessionId);
  await startAutosave(emulator, collectAttachments(emulator));
}
