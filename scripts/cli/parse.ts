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
  const given = (name: string) =>
    variables[name] ||
    (name in settingOptions && file.values[name]) ||
    undefined;
  const parse = <T extends Options>(schemas: T, names: string[]) =>
    z
      .object(schemas)
      .safeParse(Object.fromEntries(names.map((name) => [name, given(name)])));
  const names = Object.keys(options);
  const settingNames = Object.keys(settingOptions).filter(
    (name) => !names.includes(name),
  );
  const settings = parse(settingOptions, settingNames);
  const own = parse(options, names);
  const problems = [
    ...file.problems,
    ...typed
      .filter((name) => ![...names, ...settingNames].includes(name))
      .filter((name) => !isForChildren(name))
      .map((name) => `\`${name}\` is not an option of \`${command}\`.`),
    ...[settings, own]
      .flatMap(({ error }) => error?.issues ?? [])
      .map(({ path: [name], message }) => {
        const value = given(String(name));
        const got = value === undefined ? 'nothing' : `\`${value}\``;
        return `Expected \`${String(name)}\` to be ${message}, got ${got}.`;
      }),
  ];
  if (!settings.success || !own.success || problems.length > 0) {
    throw new SandboxError(`\`${command}\` cannot run with these options.`, {
      why: problems.join('\n'),
      next: `\`${command}\` takes ${[...names, ...settingNames].join(', ')}; \`make help\` shows examples`,
    });
  }
  return {
    options: own.data as OptionValues<O>,
    settings: toSettings(settings.data),
  };
}
