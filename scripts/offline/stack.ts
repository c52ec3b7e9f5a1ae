import { cpSync, globSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { createHostEngine } from '../emulator/host/engine.ts';
import { importSnapshot } from '../emulator/snapshots/import.ts';
import { appliedPrefix } from '../emulator/snapshots/manifest.ts';
import { localEnvironment } from '../system/environment.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { findFreePort } from '../system/ports.ts';
import { privateFolder } from '../system/private-folder.ts';
import { run } from '../system/run.ts';
import { writeManifest } from './manifest.ts';

const snapshots = `${appliedPrefix}*.snapshot`;

/** Installed in this checkout, and shared with the one that applies. */
const shared = ['dynamodb-local', 'python', 'terraform', 'uv'];

/**
 * Applies what was packed to an empty emulator, and puts the snapshot of it into
 * `into`, with a manifest. In a separate checkout: the emulator of this one may be
 * in use.
 *
 * @param packed the folder of the pack.
 */
export async function collectStack(
  packed: string,
  into: string,
): Promise<void> {
  const checkout = inLocal('offline', 'checkout');
  const emulator = createHostEngine(path.join(checkout, '.local', 'emulator'));
  // That of a command that was killed may still run.
  await emulator.stop();
  rmSync(checkout, { recursive: true, force: true });
  copyCheckout(packed, checkout);
  try {
    await run(path.join(checkout, 'scripts', 'run'), ['local-up'], {
      env: {
        ...localEnvironment(),
        ENGINE: 'host',
        ENV: 'local',
        PORT: String(await findFreePort()),
        AUTOSAVE: '0',
      },
      next: '`make local-up FRESH=1` shows each step; `make offline-pack STACK=0` omits the stack',
    });
  } finally {
    await emulator.stop();
  }
  const saved = path.join(checkout, '.local', 'snapshots');
  const folder = path.join(into, '.offline', 'stack');
  mkdirSync(folder, { recursive: true });
  for (const name of globSync(snapshots, { cwd: saved })) {
    cpSync(path.join(saved, name), path.join(folder, name));
  }
  rmSync(checkout, { recursive: true });
  await writeManifest(into, '.offline/stack/SHA256SUMS');
}

/** Without the pack's parts, which are installed in this checkout. */
function copyCheckout(packed: string, checkout: string): void {
  const parts = path.join(packed, '.offline');
  cpSync(packed, checkout, {
    recursive: true,
    filter: (from) => from !== parts,
  });
  mkdirSync(path.join(checkout, '.local'), privateFolder);
  symlinkSync(
    inRepository('node_modules'),
    path.join(checkout, 'node_modules'),
  );
  for (const name of shared) {
    symlinkSync(inLocal(name), path.join(checkout, '.local', name));
  }
}

/**
 * Lets this checkout's emulator restore the pack's snapshot. Every file of the
 * pack must have been verified.
 */
export function importStack(offline: string): void {
  const folder = path.join(offline, 'stack');
  for (const name of globSync(snapshots, { cwd: folder })) {
    importSnapshot(path.join(folder, name));
  }
}
