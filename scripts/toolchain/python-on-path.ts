import { type ChildEnv, localEnvironment } from '../system/environment.ts';
import { run } from '../system/run.ts';
import { pythonVersions } from './python-versions.ts';

export interface PythonOnPath {
  program: string;
  version: string;
}

/** The Pythons on PATH, the default one first; a machine may have only versioned names. */
export async function findPythons(
  env: ChildEnv = localEnvironment(),
): Promise<PythonOnPath[]> {
  const versioned = pythonVersions.map((version) => `python${version}`);
  const programs = ['python3', ...versioned.reverse()];
  const found = await Promise.all(
    programs.map(async (program) => {
      const output = await run(program, ['--version'], { env }).catch(() => '');
      const version = /^Python (\S+)/.exec(output)?.[1];
      return version === undefined ? [] : [{ program, version }];
    }),
  );
  return found.flat();
}

/** The Python that installs uv, which then finds or downloads one for LocalStack. */
export function canInstallUv({ version }: PythonOnPath): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 3 && minor >= 9;
}

export const installPython =
  'install Python 3.9 or later with pip or venv (Debian: `apt-get install python3-venv`)';
