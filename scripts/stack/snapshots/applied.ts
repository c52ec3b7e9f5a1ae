import type { Bundle } from '../../build/bundle.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { saveSnapshot } from '../../emulator/snapshots/api.ts';
import { appliedPrefix } from '../../emulator/snapshots/manifest.ts';
import {
  deleteSnapshot,
  listSnapshots,
} from '../../emulator/snapshots/store.ts';
import { digestOf, readParts } from '../../system/digest.ts';
import { inRepository } from '../../system/paths.ts';
import { digestOfInputs } from '../record.ts';
import type { Stack } from '../stage.ts';
import { collectAttachments } from './attachments.ts';

/** One for each of the last configurations, such as two branches. */
const keptCount = 3;

/** The name of the state that an apply into an empty emulator leads to. */
export function appliedSnapshotName(
  stack: Stack,
  bundle: Bundle,
  emulator: Pick<Emulator, 'engine'>,
): string {
  const digest = digestOf({
    ...readParts(inRepository('localstack'), [
      'extension/**/*.{py,mjs,cjs,js,xml}',
      'requirements/*.txt',
      'dynamodb-local/*',
    ]),
    stack: digestOfInputs(stack, bundle),
    engine: emulator.engine,
  });
  return appliedPrefix + digest.slice(0, 16);
}

/** Saves a stack that was just applied into an empty emulator. */
export async function saveAppliedStack(
  emulator: Emulator,
  name: string,
): Promise<void> {
  await saveSnapshot(emulator, name, collectAttachments(emulator));
  deleteOldAppliedSnapshots();
}

export function deleteOldAppliedSnapshots(): void {
  const older = listSnapshots()
    .filter((each) => each.name.startsWith(appliedPrefix))
    .slice(keptCount);
  for (const each of older) {
    deleteSnapshot(each.name);
  }
}
