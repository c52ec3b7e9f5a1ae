import {
  closeSync,
  globSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../../output/errors.ts';
import { type Manifest, manifestSchema } from './manifest.ts';
import { snapshotFolder } from './settings.ts';

export const snapshotExtension = '.snapshot';
/** Enough for the two lines in front of the state. */
const headBytes = 1 << 20;

export interface Snapshot {
  name: string;
  bytes: number;
  /** Undefined if the file is damaged. */
  manifest: Manifest | undefined;
}

/** Newest first. */
export function listSnapshots(folder = snapshotFolder): Snapshot[] {
  return globSync(`*${snapshotExtension}`, { cwd: folder })
    .map((file) => path.basename(file, snapshotExtension))
    .flatMap((name) => findSnapshot(name, folder) ?? [])
    .sort((a, b) => savedAt(b).localeCompare(savedAt(a)));
}

export function findSnapshot(
  name: string,
  folder = snapshotFolder,
): Snapshot | undefined {
  const file = path.join(folder, name + snapshotExtension);
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && { name, bytes: stat.size, manifest: readManifest(file) };
}

/** @throws SandboxError that lists the snapshots there are. */
export function requireSnapshot(
  name: string,
  folder = snapshotFolder,
): Snapshot {
  const snapshot = findSnapshot(name, folder);
  if (!snapshot) {
    const names = listSnapshots(folder).map((each) => each.name);
    throw new SandboxError(`There is no snapshot ${name}.`, {
      why:
        names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none.',
      next: '`make snapshots`',
    });
  }
  return snapshot;
}

export function deleteSnapshot(name: string, folder = snapshotFolder): void {
  rmSync(path.join(folder, name + snapshotExtension), { force: true });
}

/** Keeps a snapshot under another name, which is returned. */
export function setSnapshotAside(
  name: string,
  folder = snapshotFolder,
): string {
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const aside = `set-aside-${time}`;
  renameSync(
    path.join(folder, name + snapshotExtension),
    path.join(folder, aside + snapshotExtension),
  );
  return aside;
}

/** Only the emulator checks that it is authentic: nothing here trusts it. */
function readManifest(file: string): Manifest | undefined {
  const [magic, manifest = ''] = readHead(file).split('\n', 2);
  if (!magic?.startsWith('payments-sandbox snapshot ')) {
    return undefined;
  }
  try {
    return manifestSchema.safeParse(JSON.parse(manifest)).data;
  } catch {
    return undefined;
  }
}

function readHead(file: string): string {
  const buffer = Buffer.alloc(headBytes);
  const descriptor = openSync(file, 'r');
  try {
    const length = readSync(descriptor, buffer, 0, headBytes, 0);
    return buffer.toString('utf8', 0, length);
  } finally {
    closeSync(descriptor);
  }
}

const savedAt = ({ manifest }: Snapshot) => manifest?.savedAt ?? '';
