import { styleText } from 'node:util';
import { printableLines } from './printable.ts';

// Progress goes to stderr, results to stdout: `make -s outputs` can be piped.
function progress(mark: string, text: string): void {
  process.stderr.write(`${mark} ${printableLines(text)}\n`);
}

/** Prints a result to stdout, with control characters escaped. */
export function print(text: string): void {
  process.stdout.write(`${printableLines(text)}\n`);
}

/** Prints lines with colours; whatever they hold from outside is escaped already. */
export function printStyled(text: string): void {
  process.stdout.write(`${text}\n`);
}

function coloured(colour: 'green' | 'red' | 'yellow', mark: string): string {
  return styleText(colour, mark, { stream: process.stderr });
}

export function done(text: string): void {
  progress(coloured('green', '✔'), text);
}

export function failed(text: string): void {
  progress(coloured('red', '✘'), text);
}

export function warn(text: string): void {
  progress(coloured('yellow', '!'), text);
}

export function note(text: string): void {
  progress('…', text);
}

export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

/**
 * Runs one step and prints a line when it starts and one when it ends.
 * A string that `work` returns is added to the closing line.
 */
export async function step<T>(
  title: string,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  note(title);
  try {
    const result = await work();
    const detail = typeof result === 'string' ? `: ${result}` : '';
    done(`${title}${detail} (${seconds(performance.now() - startedAt)})`);
    return result;
  } catch (error) {
    failed(`${title} (${seconds(performance.now() - startedAt)})`);
    throw error;
  }
}
