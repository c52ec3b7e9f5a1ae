import { execFileSync } from 'node:child_process';

/** The environment of a shell without any AWS variables. */
export function bareEnvironment(): NodeJS.Dict<string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(PATH|HOME|DOCKER_.*)$/.test(name),
    ),
  );
}

/** What `make env` adds to such a shell. */
export function readEnvironment(checkout: string): Record<string, string> {
  const before = bareEnvironment();
  const printed = execFileSync(
    'bash',
    ['-ec', 'exports=$(make -s env); eval "$exports"; env -0'],
    {
      cwd: checkout,
      env: before,
      encoding: 'utf8',
      // With a socket as its input, bash reads the user's own start-up files.
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return Object.fromEntries(
    printed
      .split('\0')
      .map((line) => line.split(/=(.*)/s, 2))
      .filter((pair): pair is [string, string] => pair.length === 2)
      .filter(([name]) => /^[A-Z0-9_]+$/.test(name) && !(name in before)),
  );
}
