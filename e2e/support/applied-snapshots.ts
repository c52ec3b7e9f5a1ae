import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  renameSync,
} from 'node:fs';
import path from 'node:path';
import { appliedPrefix } from '../../scripts/emulator/snapshots/manifest.ts';
import {
  keyFile,
  readSnapshotKey,
} from '../../scripts/emulator/snapshots/settings.ts';
import { errorCode } from '../../scripts/output/errors.ts';
import { deleteOldAppliedSnapshots } from '../../scripts/stack/snapshots/applied.ts';
import { draftOf } from '../../scripts/system/files.ts';
import { inLocal } from '../../scripts/system/paths.ts';
import { privateFolder } from '../../scripts/system/private-folder.ts';

const applied = `snapshots/${appliedPrefix}*.snapshot`;

/**
 * Gives a copied checkout the stacks that were applied in this one, and the key
 * that they are authenticated with: its `make local-up` then restores a stack
 * of the same configuration, and applies any other.
 */
export function giveAppliedSnapshots(checkout: string): void {
  const local = path.join(checkout, '.local');
  readSnapshotKey();
  const key = path.relative(inLocal(), keyFile);
  for (const name of [key, ...globSync(applied, { cwd: inLocal() })]) {
    copyWhole(inLocal(name), path.join(local, name));
  }
}

/** Keeps what it has applied, for the next copy and for this checkout. */
export function takeAppliedSnapshots(checkout: string): void {
  const local = path.join(checkout, '.local');
  const added = globSync(applied, { cwd: local }).filter(
    (name) => !existsSync(inLocal(name)),
  );
  for (const name of added) {
    copyWhole(path.join(local, name), inLocal(name));
  }
  deleteOldAppliedSnapshots();
}

/** Another suite may read, copy or delete the same file at the same time. */
function copyWhole(from: string, to: string): void {
  mkdirSync(path.dirname(to), privateFolder);
  const draft = draftOf(to);
  try {
    copyFileSync(from, draft);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  renameSync(draft, to);
}
