import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Options } from 'execa';
import { makeRoom, reportsFullDisk, SandboxError } from '../output/errors.ts';
import { interruption } from './interruption.ts';

export interface RunOptions {
  cwd?: string;
  env: Record<string, string>;
  /** Shows the child's output as it arrives; otherwise it is kept for an error. */
  live?: boolean;
  input?: string;
  /** What to do about a failure, for its message. */
  next?: string | undefined;
  /** Called with each line of standard output as it arrives. */
  onLine?: (line: string) => void;
  /** Called with the child's pid once it has started. */
  onStart?: (pid: number) => void;
}

/**
 * Runs a program to its end and returns its standard output.
 *
 * The child leads a separate process group, so that Ctrl-C reaches it only once,
 * forwarded as SIGINT: Terraform treats a second one as an order to drop its
 * state.
 *
 * @throws SandboxError with the command, its exit code and its output.
 */
export async function run(
  file: string,
  args: string[],
  { cwd, env, live = false, input, next, onLine, onStart }: RunOptions,
): Promise<string> {
  const options = {
    env,
    extendEnv: false,
    detached: true,
    reject: false,
    stdin: input === undefined ? 'ignore' : 'pipe',
    // Standard output is for results: a child's progress goes to stderr.
    stdout: live
      ? [process.stderr, 'pipe']
      : [
          function* observe(line: unknown) {
            onLine?.(String(line));
            yield line;
          },
        ],
    stderr: live ? ['inherit', 'pipe'] : 'pipe',
    ...(input === undefined ? {} : { input }),
    ...(cwd === undefined ? {} : { cwd }),
  } as const satisfies Options;

  interruption.throwIfAborted();
  const { execa } = await import('execa');
  const child = execa(file, args, options);
  if (child.pid !== undefined) {
    onStart?.(child.pid);
  }
  const forward = () => child.kill('SIGINT');
  interruption.addEventListener('abort', forward);
  const result = await child;
  interruption.removeEventListener('abort', forward);

  interruption.throwIfAborted();
  if (result.failed) {
    // Without the child's colours, which the message would show as escape sequences.
    const output = live
      ? ''
      : stripVTControlCharacters(`${result.stdout}\n${result.stderr}`).trim();
    throw new SandboxError(
      `Command failed ${describeEnd(result)}: ${commandLine(file, args)}`,
      {
        why: output || undefined,
        next: reportsFullDisk(output) ? makeRoom : next,
        cause: result,
      },
    );
  }
  return String(result.stdout);
}

function commandLine(file: string, args: string[]): string {
  return [path.basename(file), ...args].join(' ');
}

function describeEnd(result: {
  exitCode?: number | undefined;
  signal?: string | undefined;
  originalMessage?: string | undefined;
}): string {
  if (result.exitCode !== undefined) {
    return `with exit code ${result.exitCode}`;
  }
  return result.signal
    ? `with signal ${result.signal}`
    : `to start (${result.originalMessage})`;
}
