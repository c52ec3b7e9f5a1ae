import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { makeRoom, reportsFullDisk, SandboxError } from '../output/errors.ts';
import { digestOf } from '../system/digest.ts';
import { type ChildEnv, downloadEnvironment } from '../system/environment.ts';
import { readJson, writeJson } from '../system/files.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { temporaryFolder } from '../system/temporary-folder.ts';
import { pipEnvironment } from './pip-settings.ts';
import { canInstallUv, findPythons, installPython } from './python-on-path.ts';
import { writeUvConfig } from './uv-settings.ts';

const installedSchema = z.object({ digest: z.string() });

export async function ensureUv(env = installerEnvironment()): Promise<string> {
  const uv = inLocal('uv', 'bin', 'uv');
  const digest = digestOf({
    requirements: readFileSync(requirementsFile('uv')),
  });
  const uvRecord = inLocal('uv', 'installed.json');
  if (readJson(uvRecord, installedSchema)?.digest === digest) {
    return uv;
  }
  rmSync(inLocal('uv'), { recursive: true, force: true });
  await installUv(env);
  writeJson(uvRecord, { digest });
  return uv;
}

/** Debian's Python may lack pip or venv, but rarely both. */
async function installUv(env: ChildEnv): Promise<void> {
  const python = await findPython();
  try {
    await pipInstall(python, ['--target', inLocal('uv')], env);
  } catch (withoutVenv) {
    try {
      await run(python, ['-m', 'venv', '--clear', inLocal('uv')], { env });
      await pipInstall(inLocal('uv', 'bin', 'python'), [], env);
    } catch (cause) {
      const why = [withoutVenv, cause]
        .map((error) => (error as SandboxError).why ?? String(error))
        .join('\n');
      throw uvNotInstalled(why, cause);
    }
  }
}

async function pipInstall(python: string, options: string[], env: ChildEnv) {
  const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes'];
  const requirements = ['--requirement', requirementsFile('uv')];
  await run(python, [...install, ...options, ...requirements], {
    env: await pipEnvironment(python, 'install', env),
  });
}

/** Any that can install uv: the one for LocalStack is chosen later, by uv. */
async function findPython(): Promise<string> {
  const found = await findPythons();
  const python = found.find(canInstallUv);
  if (!python) {
    const versions = found.map(({ version }) => version).join(', ');
    throw uvNotInstalled(`On PATH is Python: ${versions || 'none'}.`);
  }
  return python.program;
}

function uvNotInstalled(why: string, cause?: unknown): SandboxError {
  return new SandboxError(
    'uv, which installs the Python packages, could not be installed.',
    {
      why,
      next: reportsFullDisk(why)
        ? makeRoom
        : `${installPython} and check the network, then run the command again`,
      cause,
    },
  );
}

export function requirementsFile(group: string): string {
  return inRepository('localstack', 'requirements', `${group}.txt`);
}

export function installerEnvironment(): ChildEnv {
  const uvConfig = inLocal('uv.toml');
  writeUvConfig(uvConfig);
  return {
    ...downloadEnvironment(),
    // uv never removes its lock files.
    TMPDIR: temporaryFolder(),
    UV_CONFIG_FILE: uvConfig,
  };
}
