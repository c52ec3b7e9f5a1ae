import type { ExecaError } from 'execa';
import { SandboxError } from '../../output/errors.ts';
import { dockerEnvironment } from '../../system/environment.ts';
import { interruption } from '../../system/interruption.ts';
import { inRepository } from '../../system/paths.ts';

/** A busy engine is slow to respond; one that hangs never does. */
const defaultTimeoutMs = 20_000;

/** Runs the docker client and returns its output, stderr included. */
export async function docker(
  args: string[],
  { timeoutMs = defaultTimeoutMs }: { timeoutMs?: number } = {},
): Promise<string> {
  const { execa } = await import('execa');
  try {
    const { all } = await execa('docker', args, {
      cwd: inRepository(),
      env: dockerEnvironment(),
      extendEnv: false,
      stdin: 'ignore',
      all: true,
      timeout: timeoutMs,
      cancelSignal: interruption,
    });
    return all;
  } catch (cause) {
    interruption.throwIfAborted();
    throw new SandboxError(`\`docker ${args.join(' ')}\` failed.`, {
      why: explain(cause as ExecaError<{ all: true }>, timeoutMs),
      next: '`make doctor`',
      cause,
    });
  }
}

function explain(error: ExecaError<{ all: true }>, timeoutMs: number): string {
  if (error.code === 'ENOENT') {
    return 'There is no `docker` program on PATH.';
  }
  if (error.timedOut) {
    return `It did not respond within ${timeoutMs / 1000} s.`;
  }
  return error.all?.trim() || error.shortMessage;
}
