import { parse } from 'smol-toml';
import { z } from 'zod';
import { run } from '../system/run.ts';
import { withPipSettings } from '../toolchain/pip-for-uv.ts';
import { pythonBin } from '../toolchain/python.ts';
import { ensureUv, installerEnvironment } from '../toolchain/uv.ts';

/**
 * Looks the packages of a requirements file up in the user's index, which uv does
 * in a hundredth of pip's processor time.
 *
 * @param version of Python.
 * @returns the wheels' URLs, by package. Not of one that has several wheels for
 *   this platform, or none: pip chooses there.
 */
export async function findOnlyWheels(
  requirements: string,
  version: string,
): Promise<Map<string, string>> {
  const env = await withPipSettings(installerEnvironment());
  const lock = await run(
    await ensureUv(env),
    [
      'pip',
      'compile',
      '--quiet',
      '--no-deps',
      '--format=pylock.toml',
      `--python=${pythonBin('python')}`,
      `--python-version=${version}`,
      requirements,
    ],
    {
      env,
      next: 'check the network and the Python package index, then run the command again',
    },
  );
  return readOnlyWheels(lock);
}

const lockSchema = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      // One in a local folder has a path instead of a URL.
      wheels: z.array(z.object({ url: z.string().optional() })).default([]),
    }),
  ),
});

/** Reads a lock file as PEP 751 defines it. */
export function readOnlyWheels(lock: string): Map<string, string> {
  return new Map(
    lockSchema.parse(parse(lock)).packages.flatMap(({ name, wheels }) => {
      const [only, ...others] = wheels;
      return only?.url && others.length === 0 ? [[name, only.url]] : [];
    }),
  );
}
