import { localEnvironment } from './environment.ts';
import { run } from './run.ts';

/** The oldest release, as major and minor version, that will do. */
export type Minimum = readonly [major: number, minor: number];

export function isAtLeast(version: string, minimum: Minimum): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = minimum;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/**
 * What `program --version` prints where `pattern` has its group, or undefined
 * if the program is missing, does not start or prints something else.
 */
export async function readVersionOf(
  program: string,
  pattern: RegExp,
): Promise<string | undefined> {
  const output = await run(program, ['--version'], {
    env: localEnvironment(),
  }).catch(() => '');
  return pattern.exec(output)?.[1];
}
