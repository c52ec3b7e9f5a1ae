import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type ChildEnv, downloadEnvironment } from '../system/environment.ts';
import { inParallel } from '../system/in-parallel.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { temporaryFolder } from '../system/temporary-folder.ts';
import { pipEnvironment } from '../toolchain/pip-settings.ts';
import { pythonVersions } from '../toolchain/python-versions.ts';
import { findOnlyWheels } from './only-wheels.ts';

const requirements = inRepository('localstack', 'requirements', 'dev.txt');

/** pip downloads one package at a time, and mostly waits for the network. */
const downloadsAtOnce = 4;

/** Downloads the pinned packages, for each version of Python: the other machine's may differ. */
export async function collectPythonPackages(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const all = readEntries(readFileSync(requirements, 'utf8'));
  const [first = '', ...others] = pythonVersions;
  await download(folder, first, all);
  // The rest is the same for all of them.
  const perVersion = selectEntries(
    all,
    readdirSync(folder).filter(isForOneVersion).map(packageOf),
  );
  for (const version of others) {
    await download(folder, version, perVersion);
  }
}

async function download(folder: string, version: string, entries: string[]) {
  const lists = mkdtempSync(path.join(temporaryFolder(), 'requirements-'));
  try {
    const all = path.join(lists, 'all.txt');
    writeFileSync(all, entries.join('\n'));
    const located = addUrls(entries, await findOnlyWheels(all, version));
    const env = await pipEnvironment('python3', 'download', {
      ...downloadEnvironment(),
      TMPDIR: temporaryFolder(),
    });
    await inParallel(
      ...Array.from({ length: downloadsAtOnce }, async (_, share) => {
        const list = path.join(lists, `${share}.txt`);
        const own = located.filter((_, i) => i % downloadsAtOnce === share);
        writeFileSync(list, own.join('\n'));
        await pipDownload(folder, version, list, env);
      }),
    );
  } finally {
    rmSync(lists, { recursive: true });
  }
}

async function pipDownload(
  folder: string,
  version: string,
  list: string,
  env: ChildEnv,
) {
  await run(
    'python3',
    [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--require-hashes',
      '--python-version',
      version,
      '--requirement',
      list,
      '--dest',
      folder,
    ],
    {
      env,
      next: 'check the network and that `python3 -m pip` works, then run the command again',
    },
  );
}

/** `cffi-2.0.0-cp311-cp311-….whl`, but not `…-cp37-abi3-…` or `…-py3-none-…`. */
export function isForOneVersion(file: string): boolean {
  return /-cp3\d+-cp3\d+-[^-]+\.whl$/.test(file);
}

function packageOf(wheel: string): string {
  return normalise(wheel.split('-')[0] ?? '');
}

/**
 * Names a package by its URL, with the hashes that it has here: pip then does not
 * read the index's page, which lists every release there ever was.
 */
export function addUrls(
  entries: string[],
  urls: Map<string, string>,
): string[] {
  return entries.map((entry) => {
    const url = urls.get(nameOf(entry));
    return url ? entry.replace(/==\S+/, ` @ ${url}`) : entry;
  });
}

/** The entries of a requirements file, each with its markers and hashes. */
export function readEntries(text: string): string[] {
  return text
    .split(/\n(?=[A-Za-z0-9])/)
    .filter((entry) => /^[A-Za-z0-9]/.test(entry));
}

/** The entries of the packages that are named. */
export function selectEntries(entries: string[], names: string[]): string[] {
  return entries.filter((entry) => names.includes(nameOf(entry)));
}

function nameOf(entry: string): string {
  return normalise(/^[\w.-]+/.exec(entry)?.[0]);
}

/** As PEP 503 compares names. */
function normalise(name = ''): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
