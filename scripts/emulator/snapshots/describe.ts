import { formatTable } from '../../output/table.ts';
import { autosaveName } from './manifest.ts';
import { findSnapshot, type Snapshot } from './store.ts';

/** `before-load, 2 h old, 10,003 payments`. */
export function describeSnapshot(
  { name, manifest }: Snapshot,
  now = new Date(),
): string {
  return manifest
    ? `${name}, ${formatAge(manifest.savedAt, now)} old, ${countPayments(manifest)} payments`
    : `${name}, damaged`;
}

/** What `make local-up` continues with; undefined if nothing was saved. */
export function describeSaved(): string | undefined {
  const saved = findSnapshot(autosaveName);
  return (
    saved?.manifest &&
    `Its state was saved ${formatAge(saved.manifest.savedAt, new Date())} ago, with ${countPayments(saved.manifest)} payments.`
  );
}

export function formatSnapshots(
  snapshots: Snapshot[],
  envName: string,
  now = new Date(),
): string {
  const rows = snapshots.map(({ name, bytes, manifest }) =>
    manifest
      ? [
          name,
          formatAge(manifest.savedAt, now),
          formatSize(bytes),
          manifest.labels[envName]?.slice(0, 12) ?? '–',
          countPayments(manifest),
        ]
      : [name, 'damaged', formatSize(bytes), '–', '–'],
  );
  const right = ['age', 'size', 'payments'];
  return formatTable(
    ['name', 'age', 'size', `stack ${envName}`, 'payments'],
    rows,
    right,
  );
}

/** Every table of an emulator is one of payments. */
function countPayments({ items }: NonNullable<Snapshot['manifest']>): string {
  const count = Object.values(items).reduce((sum, each) => sum + each, 0);
  return count.toLocaleString('en');
}

export function formatSize(bytes: number): string {
  return bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} kB`
    : `${(bytes / 1e6).toFixed(1)} MB`;
}

function formatAge(savedAt: string, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - Date.parse(savedAt)) / 1000);
  const units: [string, number][] = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ];
  const [unit, length] = units.find(([, each]) => seconds >= each) ?? ['s', 1];
  return `${Math.floor(seconds / length)} ${unit}`;
}
