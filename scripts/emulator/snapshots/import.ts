import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../../output/errors.ts';
import { writeFileAtomically } from '../../system/files.ts';
import { ensurePrivateFolder } from '../../system/private-folder.ts';
import { readSnapshotKey, snapshotFolder } from './settings.ts';
import { snapshotExtension } from './store.ts';

const firstLine = /^(payments-sandbox snapshot 1) [0-9a-f]{64}\n$/;
const newline = '\n'.charCodeAt(0);

/**
 * Copies a snapshot that another checkout made, authenticated with the key of
 * this one. Loading it runs code that it contains, so its origin must have been
 * verified.
 *
 * @returns its name.
 */
export function importSnapshot(
  file: string,
  folder = snapshotFolder,
  key = readSnapshotKey(),
): string {
  const content = readFileSync(file);
  const start = content.indexOf(newline) + 1;
  const [, format] = firstLine.exec(content.toString('latin1', 0, start)) ?? [];
  if (format === undefined) {
    throw new SandboxError(`${path.basename(file)} is not a snapshot.`, {
      why: 'Its first line names no format that this checkout reads.',
      next: '`make local-up`, which applies the stack without it',
    });
  }
  const state = content.subarray(start);
  const code = createHmac('sha256', key).update(state).digest('hex');
  ensurePrivateFolder(folder);
  writeFileAtomically(
    path.join(folder, path.basename(file)),
    Buffer.concat([Buffer.from(`${format} ${code}\n`), state]),
  );
  return path.basename(file, snapshotExtension);
}
