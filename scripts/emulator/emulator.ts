import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import type { EmulatorProcess, Engine } from './engine.ts';
import { findRunning } from './running.ts';
import { callSandbox } from './sandbox-api.ts';
import { describeSaved } from './snapshots/describe.ts';

/** A LocalStack that responds. */
export interface Emulator extends EmulatorProcess {
  endpoint: string;
  version: string;
  /** Another one after each start: what it held before is gone then. */
  sessionId: string;
  recentLog: Engine['recentLog'];
}

/** The emulator of this checkout, or undefined unless it runs and responds. */
export async function findEmulator(): Promise<Emulator | undefined> {
  const running = await findRunning();
  return running && connect(running);
}

/** None is running, or it does not respond. */
export class NoEmulatorError extends SandboxError {}

/** @throws NoEmulatorError that says to run `make local-up`. */
export async function requireEmulator(): Promise<Emulator> {
  const running = await findRunning();
  if (!running) {
    throw new NoEmulatorError('No emulator is running.', {
      why: describeSaved() ?? 'Nothing of the last one was saved.',
      next: '`make local-up`',
    });
  }
  const emulator = await connect(running);
  if (!emulator) {
    const { id, paused } = running.process;
    throw new NoEmulatorError(`LocalStack does not respond, ${id}.`, {
      why: paused
        ? 'It is paused. Its data is kept until it is resumed.'
        : 'It is still starting, too busy, or was started with another secret.',
      next: paused
        ? `\`${paused.command}\`, or \`make local-up\`, which does the same`
        : '`make local-up`, which replaces it and applies the stack again',
    });
  }
  return emulator;
}

/** LocalStack accepts a request without a signature only if the extension was not loaded. */
export async function assertGateIsClosed(endpoint: string): Promise<void> {
  const response = await fetch(`${endpoint}/_localstack/info`);
  if (response.ok) {
    throw new SandboxError(
      `${endpoint} accepts requests without a signature.`,
      {
        why: 'Any web page and any user of this machine could run code in it: the extension in localstack/ is not loaded.',
        next: '`make local-down`, then `make local-up`',
      },
    );
  }
}

const infoSchema = z.object({ version: z.string(), session_id: z.string() });

/** The emulator in a process, if it responds. */
export async function connect({
  engine,
  process,
}: {
  engine: Pick<Engine, 'recentLog'>;
  process: EmulatorProcess;
}): Promise<Emulator | undefined> {
  if (process.paused) {
    return undefined;
  }
  const endpoint = endpointOf(process.port);
  try {
    const response = await callSandbox(
      { ...process, endpoint },
      '/_localstack/info',
      { signal: AbortSignal.timeout(5000) },
    );
    const info = infoSchema.parse(await response.json());
    return {
      ...process,
      endpoint,
      version: info.version.split(':')[0] ?? info.version,
      sessionId: info.session_id,
      recentLog: engine.recentLog,
    };
  } catch {
    return undefined;
  }
}

export function endpointOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
