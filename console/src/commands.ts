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

/**
 * `aws … lambda invoke --function-name …`. In a shell without `eval "$(make -s env)"`
 * it fails: without the endpoint, the CLI could call AWS itself.
 */
export function awsCommand(
  command: string,
  options: Options = {},
  ...values: string[]
): string {
  const words = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name} ${quote(String(value))}`);
  return [
    'aws --endpoint-url "$AWS_ENDPOINT_URL"',
    command,
    ...values.map(quote),
    ...words,
  ].join(' ');
}

/** A text as one word of sh, bash and zsh. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
