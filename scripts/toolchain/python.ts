import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { makeRoom, reportsFullDisk, SandboxError } from '../output/errors.ts';
import { step } from '../output/log.ts';
import { digestOf } from '../system/digest.ts';
import {
  downloadEnvironment,
  type Environment,
} from '../system/environment.ts';
import { readJson, writeJson } from '../system/files.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';
import { run } from '../system/run.ts';

/** Each group holds all packages of the ones before it. */
const groups = ['tflocal', 'host', 'dev'] as const;
export type PythonGroup = (typeof groups)[number];

// LocalStack 4.13.1 needs 3.11; one of its packages has no release for 3.14.
const pythonVersions = '>=3.11,<3.14';

const environment = inLocal('python');
const record = inLocal('python', 'installed.json');

export function pythonBin(program: string): string {
  return inLocal('python', 'bin', program);
}

interface Installed {
  group: PythonGroup;
  digest: string;
}

let unfinished: Promise<void> = Promise.resolve();

/** Brings `.local/python` to at least this group's pinned, hashed packages. */
export function ensurePython(group: PythonGroup): Promise<void> {
  // Set-up steps run in parallel, but there is one folder to install into.
  unfinished = unfinished.then(() => installGroup(group));
  return unfinished;
}

async function installGroup(group: PythonGroup): Promise<void> {
  const present = readSoundGroup();
  if (present && groups.indexOf(present) >= groups.indexOf(group)) {
    return;
  }
  await step(`Installing Python packages (${group})`, async () => {
    const uv = await ensureUv();
    // What another command may be using now is added to, not made anew.
    if (!present) {
      rmSync(record, { force: true });
      await createEnvironment(uv);
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
        env: installerEnvironment(),
        next: 'check the network and the Python package index, then run the command again',
      },
    );
    writeJson(record, { group, digest: digestOfGroup(group) });
  });
}

/** What the environment holds, unless that is out of date or unfinished. */
function readSoundGroup(): PythonGroup | undefined {
  const installed = readJson<Installed>(record);
  return installed &&
    existsSync(pythonBin('python')) &&
    installed.digest === digestOfGroup(installed.group)
    ? installed.group
    : undefined;
}

function requirementsFile(group: string): string {
  return inRepository('localstack', 'requirements', `${group}.txt`);
}

/**
 * The folder counts too: programs name their interpreter by its full path. A
 * link to an environment is as good as the environment itself.
 */
function digestOfGroup(group: PythonGroup): string {
  return digestOf({
    folder: realpathSync(environment),
    requirements: readFileSync(requirementsFile(group)),
  });
}

/** uv leaves a lock file in the folder for temporary files for each build. */
function installerEnvironment(): Environment {
  const temporaryFolder = inLocal('tmp');
  mkdirSync(temporaryFolder, privateFolder);
  return { ...downloadEnvironment(), TMPDIR: temporaryFolder };
}

async function createEnvironment(uv: string): Promise<void> {
  await run(uv, ['venv', '--clear', '--python', pythonVersions, environment], {
    env: { ...installerEnvironment(), UV_PYTHON_DOWNLOADS: 'never' },
    next: 'install Python 3.11, 3.12 or 3.13, then run the command again',
  });
}

async function ensureUv(): Promise<string> {
  const uv = inLocal('uv', 'bin', 'uv');
  const digest = digestOf({
    requirements: readFileSync(requirementsFile('uv')),
  });
  const uvRecord = inLocal('uv', 'installed.json');
  if (readJson<{ digest: string }>(uvRecord)?.digest === digest) {
    return uv;
  }
  rmSync(inLocal('uv'), { recursive: true, force: true });
  await installUv();
  writeJson(uvRecord, { digest });
  return uv;
}

/** Debian's Python may come without pip or without venv, seldom without both. */
async function installUv(): Promise<void> {
  const pipInstall = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--require-hashes',
    '--requirement',
    requirementsFile('uv'),
  ];
  const env = installerEnvironment();
  try {
    await run('python3', [...pipInstall, '--target', inLocal('uv')], { env });
  } catch (withoutVenv) {
    try {
      await run('python3', ['-m', 'venv', '--clear', inLocal('uv')], { env });
      await run(inLocal('uv', 'bin', 'python'), pipInstall, { env });
    } catch (cause) {
      const why = [withoutVenv, cause]
        .map((error) => (error as SandboxError).why ?? String(error))
        .join('\n');
      throw new SandboxError(
        'uv, which installs the Python packages, could not be installed.',
        {
          why,
          next: reportsFullDisk(why)
            ? makeRoom
            : 'install Python 3.11 to 3.13 with pip or venv (Debian: `apt-get install python3-venv`) and check the network, then run the command again',
          cause,
        },
      );
    }
  }
}
