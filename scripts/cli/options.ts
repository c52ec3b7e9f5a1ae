import { SandboxError } from '../output/errors.ts';

export interface IntegerSetting {
  fallback: number;
  lowest: number;
  highest: number;
  /** A command to paste. */
  example: string;
}

/** An integer that was given to a command, such as `LIMIT=20`. */
export function readInteger(
  name: string,
  text: string | undefined,
  { fallback, lowest, highest, example }: IntegerSetting,
): number {
  const value = Number(text || fallback);
  if (!Number.isInteger(value) || value < lowest || value > highest) {
    throw new SandboxError(
      `Expected \`${name}\` to be an integer from ${lowest} to ${highest}, got \`${text}\`.`,
      { next: `\`${example}\`` },
    );
  }
  return value;
}
