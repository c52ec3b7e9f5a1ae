import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  renameSync,
} from 'node:fs';
import path from 'node:path';
import { buildBundle } from '../../scripts/build/bundle.ts';
import { sandboxAccountId } from '../../scripts/emulator/accounts.ts';
import type { EmulatorProcess } from '../../scripts/emulator/engine.ts';
import { appliedPrefix } from '../../scripts/emulator/snapshots/manifest.ts';
import {
  keyFile,
  readSnapshotKey,
} from '../../scripts/emulator/snapshots/settings.ts';
import { findSnapshot } from '../../scripts/emulator/snapshots/store.ts';
import { errorCode } from '../../scripts/output/errors.ts';
import {
  appliedSnapshotName,
  deleteOldAppliedSnapshots,
} from '../../scripts/stack/snapshots/applied.ts';
import { localStack } from '../../scripts/stack/stage.ts';
import { draftOf } from '../../scripts/system/files.ts';
import { withLock } from '../../scripts/system/lock.ts';
import { inLocal } from '../../scripts/system/paths.ts';
import { privateFolder } from '../../scripts/system/private-folder.ts';

const applied = `snapshots/${appliedPrefix}*.snapshot`;

/**
 * Runs `make local-up` in a copied checkout, which restores the stack if it has been
 * applied before. Only one copy applies a new configuration: the others wait, and
 * restore it, or apply it if the first one fails.
 */
export async function withAppliedSnapshots(
  checkout: string,
  engine: EmulatorProcess['engine'],
  localUp: () => Promise<void>,
): Promise<void> {
  const start = async () => {
    giveAppliedSnapshots(checkout);
    await localUp();
    takeAppliedSnapshots(checkout);
  };
  const stack = localStack('local', sandboxAccountId);
  const name = appliedSnapshotName(stack, await buildBundle(), { engine });
  await (findSnapshot(name)
    ? start()
    : withLock(inLocal('snapshots', `${name}.lock`), 'make local-up', start));
}

/**
 * Gives a copied checkout the stacks that were applied in this one, and the key
 * that they are authenticated with: its `make local-up` then restores a stack
 * of the same configuration, and applies any other.
 */
function giveAppliedSnapshots(checkout: string): void {
  const local = path.join(checkout, '.local');
  readSnapshotKey();
  const key = path.relative(inLocal(), keyFile);
  for (const name of [key, ...globSync(applied, { cwd: inLocal() })]) {
    copyWhole(inLocal(name), path.join(local, name));
  }
}

/** Keeps what it has applied, for the next copy and for this checkout. */
function takeAppliedSnapshots(checkout: string): void {
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
