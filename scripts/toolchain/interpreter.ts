import { SandboxError } from '../output/errors.ts';
import { step } from '../output/log.ts';
import type { ChildEnv } from '../system/environment.ts';
import { inLocal } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { pythonRange, pythonSpecifier } from './python-versions.ts';

/** A release of python-build-standalone; uv contains its address and SHA-256. */
export const downloadedVersion = '3.13.18';

/** The interpreter for LocalStack: one that this machine has, or a downloaded one. */
export async function ensureInterpreter(
  uv: string,
  env: ChildEnv,
  folder = inLocal('cpython'),
): Promise<string> {
  const here = { ...env, UV_PYTHON_INSTALL_DIR: folder };
  // The second search is for one that was downloaded before.
  for (const place of [env, here]) {
    const found = await find(uv, place).catch(() => undefined);
    if (found) {
      return found;
    }
  }
  await step(
    `Downloading Python ${downloadedVersion}: none from ${pythonRange} is on this machine`,
    () => download(uv, here),
  );
  return find(uv, here);
}

/** Searches PATH and the folder where uv keeps its interpreters. */
async function find(uv: string, env: ChildEnv): Promise<string> {
  const options = ['--system', '--no-project', '--no-python-downloads'];
  const output = await run(
    uv,
    ['python', 'find', ...options, pythonSpecifier],
    {
      env,
    },
  );
  return output.trim();
}

async function download(uv: string, env: ChildEnv): Promise<void> {
  try {
    await run(uv, ['python', 'install', '--no-bin', downloadedVersion], {
      env,
      next: `install Python ${pythonRange}, or check the network, then run the command again`,
    });
  } catch (cause) {
    if (!(cause instanceof SandboxError)) {
      throw cause;
    }
    const { why, next } = cause;
    throw new SandboxError(
      `There is no suitable Python, and ${downloadedVersion} could not be downloaded.`,
      { why: `LocalStack runs on Python ${pythonRange}.\n${why}`, next, cause },
    );
  }
}
