import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  dockerEnvironment,
  downloadEnvironment,
} from '../../scripts/system/environment.ts';
import { timeLogVariable } from '../../scripts/system/time-log.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';

export interface MakeResult {
  /** Null if make itself was ended by a signal. */
  exitCode: number | null;
  /** Both streams, as a terminal shows them. */
  output: string;
}

export interface RunningMake {
  pid: number;
  ended: Promise<MakeResult>;
  /** What it has printed so far. */
  readonly output: string;
  /** Waits until the output holds this text. */
  prints(text: string): Promise<void>;
  /** Signals the whole group, as Ctrl-C does; only for a detached one. */
  signalGroup(signal: NodeJS.Signals): void;
}

/** Starts a make target in a checkout, as a user's shell would. */
export function startMake(
  checkout: string,
  args: string[],
  environment: Record<string, string> = {},
  wrapper: string[] = [],
): RunningMake {
  return startCommand(checkout, [...wrapper, 'make', ...args], environment);
}

/** Starts it as a detached group, to be signalled; Ctrl-C of the suite does not reach it. */
export function startMakeGroup(checkout: string, args: string[]): RunningMake {
  return startCommand(checkout, ['make', ...args], {}, { detached: true });
}

/** Starts a command without make, which would replace its exit code. */
export function startCommand(
  checkout: string,
  [program = '', ...args]: string[],
  environment: Record<string, string> = {},
  { detached = false } = {},
): RunningMake {
  const child = spawn(program, args, {
    cwd: checkout,
    detached,
    env: {
      ...downloadEnvironment(),
      ...dockerEnvironment(),
      NO_COLOR: '1',
      [timeLogVariable]: process.env[timeLogVariable] ?? '',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      output += String(text);
    });
  }
  const pid = child.pid ?? 0;
  return {
    pid,
    get output() {
      return output;
    },
    // Rejects if the program, or its wrapper, is not installed.
    ended: once(child, 'close').then(([exitCode]) => ({ exitCode, output })),
    async prints(text) {
      await waitUntil(
        async () => {
          if (child.exitCode !== null && !output.includes(text)) {
            throw new Error(`make ended without "${text}".`);
          }
          return output.includes(text) || undefined;
        },
        {
          what: `"${text}" of make`,
          intervalMs: 5,
          timeoutMs: 300_000,
          progress: async () => output,
        },
      ).catch((error) => {
        throw new Error(`${error.message}\n${output}`);
      });
    },
    signalGroup: (signal) => process.kill(-pid, signal),
  };
}
