import { makeOptions } from './status.ts';

type Options = Record<string, string | number | undefined>;

/** `make request ID=5a1746c1 ENV=dev`, to be pasted into a terminal. */
export function makeCommand(target: string, options: Options = {}): string {
  const words = Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${quote(String(value))}`);
  return ['make', target, ...words, makeOptions.value]
    .filter(Boolean)
    .join(' ');
}

/** `aws lambda invoke --function-name …`; an argument without a value is a flag or a file. */
export function awsCommand(command: string, options: Options = {}): string {
  const words = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name} ${quote(String(value))}`);
  return ['aws', command, ...words].join(' ');
}

/** A text as one word of sh, bash and zsh. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
