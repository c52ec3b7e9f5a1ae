import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { isForChildren } from '../system/environment.ts';
import type { Options, OptionValues } from './options.ts';
import {
  readDotEnv,
  type Settings,
  settingOptions,
  toSettings,
} from './settings.ts';

export interface Input {
  /** The command as typed, such as `make payments`. */
  command: string;
  /** The environment, which includes the variables of make's command line. */
  variables: NodeJS.Dict<string>;
  /** The names of the variables on make's command line. */
  typed: string[];
  /** Another `.env`, in tests. */
  dotEnv?: string;
}

/**
 * Parses everything that a command was given. A command's own option takes
 * the place of a setting of the same name.
 *
 * @throws SandboxError that reports every problem.
 */
export function parseInput<O extends Options>(
  options: O,
  { command, variables, typed, dotEnv }: Input,
): { options: OptionValues<O>; settings: Settings } {
  const file = readDotEnv(dotEnv);
  const all: Options = { ...settingOptions, ...options };
  const given = Object.fromEntries(
    Object.keys(all).map((name) => [
      name,
      variables[name] ||
        (name in settingOptions && file.values[name]) ||
        undefined,
    ]),
  );
  const result = z.object(all).safeParse(given);
  const problems = [
    ...file.problems,
    ...typed
      .filter((name) => !Object.hasOwn(all, name) && !isForChildren(name))
      .map((name) => `\`${name}\` is not an option of \`${command}\`.`),
    ...(result.error?.issues ?? []).map(({ path: [name], message }) => {
      const value = given[String(name)];
      return `Expected \`${String(name)}\` to be ${message}, got \`${value}\`.`;
    }),
  ];
  if (!result.success || problems.length > 0) {
    throw new SandboxError(`\`${command}\` cannot run with these options.`, {
      why: problems.join('\n'),
      next: `\`${command}\` takes ${Object.keys({ ...options, ...all }).join(', ')}; \`make help\` shows examples`,
    });
  }
  const own = Object.keys(options).map((name) => [name, result.data[name]]);
  const settings = z.object(settingOptions).parse({
    ...given,
    ...Object.fromEntries(
      Object.keys(options).map((name) => [name, undefined]),
    ),
  });
  return {
    options: Object.fromEntries(own) as OptionValues<O>,
    settings: toSettings(settings),
  };
}
