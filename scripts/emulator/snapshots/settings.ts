import { readKeyFile } from '../../system/authenticated/key.ts';
import { inLocal } from '../../system/paths.ts';
import { ensurePrivateFolder } from '../../system/private-folder.ts';

/** Where the emulator writes snapshots, as this machine sees the folder. */
export const snapshotFolder = inLocal('snapshots');

/** Loading a snapshot runs code that it contains, so each one is authenticated. */
export const keyFile = inLocal('keys', 'snapshots.key');

/** What an emulator needs to save its state. */
export interface SnapshotSettings {
  /** The emulator's own path of the folder. */
  folder: string;
  /** Between automatic saves; 0 turns them off, at a stop too. */
  autosaveSeconds: number;
}

/** Creates the folder and the key if they are missing. */
export function snapshotVariables({
  folder,
  autosaveSeconds,
}: SnapshotSettings): Record<string, string> {
  ensurePrivateFolder(snapshotFolder);
  return {
    SANDBOX_SNAPSHOTS: folder,
    SANDBOX_SNAPSHOT_KEY: readSnapshotKey().toString('hex'),
    SANDBOX_AUTOSAVE: String(autosaveSeconds),
  };
}

/** Created when first needed. */
export function readSnapshotKey(): Buffer {
  return readKeyFile(
    keyFile,
    `\`rm ${keyFile}\`, then \`make local-up\`; snapshots of the old key are refused`,
  );
}
