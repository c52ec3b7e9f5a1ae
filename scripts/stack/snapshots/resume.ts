import type { Emulator } from '../../emulator/emulator.ts';
import {
  readAutosave,
  SnapshotRefusedError,
  startAutosave,
} from '../../emulator/snapshots/api.ts';
import { describeSnapshot } from '../../emulator/snapshots/describe.ts';
import { autosaveName } from '../../emulator/snapshots/manifest.ts';
import {
  deleteSnapshot,
  findSnapshot,
  setSnapshotAside,
} from '../../emulator/snapshots/store.ts';
import { step, warn } from '../../output/log.ts';
import { collectAttachments } from './attachments.ts';
import { restoreStacks } from './restore.ts';

/** `kept`: the emulator was already in use. */
export type Resumed = 'kept' | 'autosave' | 'applied' | 'empty';

/**
 * Gives a new emulator the state of the last one, or else that of the stack as
 * it was once applied, and starts the automatic saves.
 *
 * @param nameApplied the name of the applied stack's snapshot, whether or not there
 * is one: a digest, which an emulator in use does not need.
 */
export async function resumeState(
  emulator: Emulator,
  nameApplied: () => string,
  { fresh }: { fresh: boolean },
): Promise<Resumed> {
  // Not asked of the process: a command may have been killed in between.
  const { started } = await readAutosave(emulator);
  if (started) {
    return 'kept';
  }
  const resumed = fresh ? 'empty' : await restoreFirst(emulator, nameApplied);
  await startAutosave(emulator, collectAttachments(emulator));
  return resumed;
}

async function restoreFirst(
  emulator: Emulator,
  nameApplied: () => string,
): Promise<Resumed> {
  const setAside = () => {
    const name = setSnapshotAside(autosaveName);
    return `It is kept as snapshot ${name}.`;
  };
  if (await restoreIfTrusted(emulator, autosaveName, setAside)) {
    return 'autosave';
  }
  const appliedName = nameApplied();
  const remove = () => {
    deleteSnapshot(appliedName);
    return 'It was deleted; the next apply makes another one.';
  };
  return (await restoreIfTrusted(emulator, appliedName, remove))
    ? 'applied'
    : 'empty';
}

/** A snapshot that is refused must not keep the sandbox from starting. */
async function restoreIfTrusted(
  emulator: Emulator,
  name: string,
  discard: () => string,
): Promise<boolean> {
  const snapshot = findSnapshot(name);
  if (!snapshot) {
    return false;
  }
  const title = `Restoring ${describeSnapshot(snapshot)}`;
  try {
    await step(title, () => restoreStacks(emulator, name));
    return true;
  } catch (error) {
    if (!(error instanceof SnapshotRefusedError)) {
      throw error;
    }
    warn(`${error.message} ${error.why} ${discard()}`);
    return false;
  }
}
