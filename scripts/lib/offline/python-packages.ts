import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { downloadEnvironment } from '../environment.ts';
import { inRepository } from '../paths.ts';
import { run } from '../run.ts';

/** Each Python that LocalStack 4.13.1 runs on: the other machine's may differ. */
const pythonVersions = ['3.11', '3.12', '3.13'];

const requirements = inRepository('localstack', 'requirements', 'dev.txt');

/** Downloads the pinned packages, for each version of Python. */
export async function collectPythonPackages(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const [first = '', ...others] = pythonVersions;
  await download(folder, first, requirements);
  // The rest is the same for all of them, and asking for it takes a minute.
  const perVersion = path.join(path.dirname(folder), 'per-version.txt');
  writeFileSync(
    perVersion,
    selectRequirements(
      readFileSync(requirements, 'utf8'),
      readdirSync(folder).filter(isForOneVersion).map(packageOf),
    ),
  );
  for (const version of others) {
    await download(folder, version, perVersion);
  }
}

async function download(folder: string, version: string, file: string) {
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
      file,
      '--dest',
      folder,
    ],
    {
      env: downloadEnvironment(),
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

/** The entries, hashes included, of the packages that are named. */
export function selectRequirements(text: string, names: string[]): string {
  return text
    .split(/\n(?=[A-Za-z0-9])/)
    .filter((entry) => names.includes(normalise(/^[\w.-]+/.exec(entry)?.[0])))
    .join('\n');
}

/** As PEP 503 compares names. */
function normalise(name = ''): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
