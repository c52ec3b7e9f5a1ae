import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator } from '../../emulator/emulator.ts';
import { writeFileAtomically } from '../../system/files.ts';
import { inLocal } from '../../system/paths.ts';
import { readApplied, recordName, writeApplied } from '../record.ts';
import { folderPrefix, type Stack } from '../stage.ts';
import { forgetState, stateName } from '../state.ts';

const stacksFolder = inLocal('stacks');

/** `local-dev/terraform.tfstate`: what a snapshot may write below `.local/stacks`. */
const fileName = new RegExp(
  `^(${folderPrefix}[a-z0-9-]+)/(${stateName}|${recordName})$`.replaceAll(
    '.',
    '\\.',
  ),
);

/** Terraform's state and the record of each stack in an emulator, by file name. */
export function readStackFiles(
  sessionId: string,
  folder = stacksFolder,
): Record<string, string> {
  const files = listStacks(folder)
    .filter((stack) => readApplied(stack)?.sessionId === sessionId)
    .flatMap((stack) =>
      [stateName, recordName].map((name) => path.join(stack.folder, name)),
    )
    .filter((file) => existsSync(file));
  return Object.fromEntries(
    files.map((file) => [
      path.relative(folder, file),
      readFileSync(file, 'utf8'),
    ]),
  );
}

/** The digest of each stack in an emulator, by the name of its environment. */
export function readStackDigests(
  sessionId: string,
  folder = stacksFolder,
): Record<string, string> {
  return Object.fromEntries(
    listStacks(folder).flatMap((stack) => {
      const applied = readApplied(stack);
      const envName = path.basename(stack.folder).slice(folderPrefix.length);
      return applied?.sessionId === sessionId && applied.digest
        ? [[envName, applied.digest]]
        : [];
    }),
  );
}

/** The emulator that holds a stack, and where it is. */
type Holder = Pick<Emulator, 'sessionId' | 'endpoint'>;

/**
 * Puts the files of a snapshot back, after the emulator `to` has restored the
 * state that the run `from` of an emulator saved.
 */
export function writeStackFiles(
  files: Record<string, string>,
  { from, to }: { from: string; to: Holder },
  folder = stacksFolder,
): void {
  for (const stack of listStacks(folder)) {
    const applied = readApplied(stack);
    if (applied?.sessionId === to.sessionId) {
      // The restored state replaced what the emulator held until now.
      forgetState(stack);
    } else if (applied?.sessionId === from) {
      // Applied after the save, at least in part: the next apply compares
      // Terraform's state with what exists.
      const { endpoint } = applied;
      writeApplied(stack, { sessionId: from, ...(endpoint && { endpoint }) });
      assignTo(to, stack);
    }
  }
  const stacks = new Set<string>();
  for (const [name, text] of Object.entries(files)) {
    const [, stackName] = fileName.exec(name) ?? [];
    if (stackName) {
      writeFileAtomically(path.join(folder, name), text);
      stacks.add(stackName);
    }
  }
  for (const name of stacks) {
    assignTo(to, { folder: path.join(folder, name) });
  }
}

/** Its address replaces that of the last holder in Terraform's state and outputs. */
function assignTo(
  { sessionId, endpoint }: Holder,
  stack: Pick<Stack, 'folder'>,
): void {
  const before = readApplied(stack)?.endpoint;
  if (before && before !== endpoint) {
    for (const name of [stateName, recordName]) {
      const file = path.join(stack.folder, name);
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      // With the slash, because one port may start with the digits of another.
      writeFileAtomically(file, text.replaceAll(`${before}/`, `${endpoint}/`));
    }
  }
  writeApplied(stack, { ...readApplied(stack), sessionId, endpoint });
}

function listStacks(folder: string): Pick<Stack, 'folder'>[] {
  return globSync(`${folderPrefix}*`, { cwd: folder }).map((name) => ({
    folder: path.join(folder, name),
  }));
}
