import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { step } from '../output/log.ts';
import { digestOf } from '../system/digest.ts';
import type { ChildEnv } from '../system/environment.ts';
import { readJson, writeJson } from '../system/files.ts';
import { inLocal } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { ensureInterpreter } from './interpreter.ts';
import { withPipSettings } from './pip-for-uv.ts';
import { ensureUv, installerEnvironment, requirementsFile } from './uv.ts';

/** Each group includes the packages of the groups before it. */
const groups = ['tflocal', 'host', 'dev'] as const;
export type PythonGroup = (typeof groups)[number];

const environment = inLocal('python');
const record = inLocal('python', 'installed.json');

export function pythonBin(program: string): string {
  return inLocal('python', 'bin', program);
}

const installedSchema = z.object({
  group: z.enum(groups),
  digest: z.string(),
});

let unfinished: Promise<void> = Promise.resolve();

/**
 * Brings `.local/python` to at least this group's pinned, hashed packages.
 *
 * @param source variables that make uv take packages from a folder.
 */
export function ensurePython(
  group: PythonGroup,
  source: ChildEnv = {},
): Promise<void> {
  // Set-up steps run in parallel, but they install into one folder.
  unfinished = unfinished.then(() => installGroup(group, source));
  return unfinished;
}

async function installGroup(
  group: PythonGroup,
  source: ChildEnv,
): Promise<void> {
  const present = readSoundGroup();
  if (present && groups.indexOf(present) >= groups.indexOf(group)) {
    return;
  }
  await step(`Installing Python packages (${group})`, async () => {
    const env = {
      ...(await withPipSettings(installerEnvironment())),
      ...source,
    };
    const uv = await ensureUv(env);
    // Another command may be using the environment, so it is extended, not recreated.
    if (!present) {
      rmSync(record, { force: true });
      await createEnvironment(uv, env);
    }
    await run(
      uv,
      [
        'pip',
        'install',
        '--python',
        pythonBin('python'),
        '--require-hashes',
        '--requirement',
        requirementsFile(group),
      ],
      {
        env,
        next: 'check the network and the Python package index, then run the command again',
      },
    );
    writeJson(record, { group, digest: digestOfGroup(group) });
  });
}

/** The installed group, or undefined if it is out of date or incomplete. */
function readSoundGroup(): PythonGroup | undefined {
  const installed = readJson(record, installedSchema);
  return installed &&
    existsSync(pythonBin('python')) &&
    installed.digest === digestOfGroup(installed.group)
    ? installed.group
    : undefined;
}

/**
 * Includes the folder, because programs refer to their interpreter by its full
 * path. A link to an environment is equivalent to the environment itself.
 */
function digestOfGroup(group: PythonGroup): string {
  return digestOf({
    folder: realpathSync(environment),
    requirements: readFileSync(requirementsFile(group)),
  });
}

async function createEnvironment(uv: string, env: ChildEnv): Promise<void> {
  const interpreter = await ensureInterpreter(uv, env);
  await run(uv, ['venv', '--clear', '--python', interpreter, environment], {
    env,
  });
}
