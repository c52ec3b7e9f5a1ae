import { type ChildEnv, isForDownloads } from '../system/environment.ts';
import { run } from '../system/run.ts';

/**
 * The environment for a command of pip, in place of the user's pip.conf files. Of
 * those it contains what the user could also set by a variable: where packages
 * come from, but not which versions, or where they are installed.
 */
export async function pipEnvironment(
  python: string,
  command: 'install' | 'download',
  env: ChildEnv,
): Promise<ChildEnv> {
  const list = await run(python, ['-m', 'pip', 'config', 'list'], {
    // `quiet` in a file would suppress the list.
    env: { ...env, PIP_QUIET: '0' },
  });
  return {
    ...readSection(list, 'global'),
    ...readSection(list, command),
    ...env,
    PIP_CONFIG_FILE: '/dev/null',
  };
}

/** Reads lines such as `global.index-url='https://…'`, as variables. */
function readSection(list: string, section: string): ChildEnv {
  const settings = list.matchAll(
    new RegExp(`^${section}\\.([\\w-]+)=(['"])(.*)\\2$`, 'gm'),
  );
  return Object.fromEntries(
    [...settings]
      .map(([, key = '', , text = '']): [string, string] => [
        `PIP_${key.toUpperCase().replaceAll('-', '_')}`,
        unescapeText(text),
      ])
      .filter(([name]) => isForDownloads(name)),
  );
}

/** Undoes Python's repr(). A list has one value a line, a variable has them in one. */
function unescapeText(text: string): string {
  return text
    .replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character))
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}
