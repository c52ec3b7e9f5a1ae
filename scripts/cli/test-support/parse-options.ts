import type { Options, OptionValues } from '../options.ts';
import { parseInput } from '../parse.ts';

/** Parses a command's options as its run does, without any `.env`. */
export function parseOptions<O extends Options>(
  options: O,
  variables: NodeJS.Dict<string>,
): OptionValues<O> {
  return parseInput(options, {
    command: 'make command',
    variables,
    typed: [],
    dotEnv: '/nowhere/.env',
  }).options;
}
