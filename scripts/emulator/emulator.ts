import waitOn from 'wait-on';
import type { Settings } from '../cli/settings.ts';
import { SandboxError } from '../output/errors.ts';
import { done, step } from '../output/log.ts';
import { isPortFree } from '../system/ports.ts';
import { waitUntil } from '../system/wait-until.ts';
import type { EmulatorProcess, Engine, PausedEmulator } from './engine.ts';
import { findPortOccupant } from './port-occupant.ts';
import { chooseEngine, engines, findRunning, type Running } from './running.ts';
import { callSandbox } from './sandbox-api.ts';

const defaultPort = 4566;
const startupTimeoutMs = 60_000;

/** A LocalStack that answers. */
export interface Emulator extends EmulatorProcess {
  endpoint: string;
  version: string;
  /** Another one after each start: what it held before is gone then. */
  sessionId: string;
  recentLog: Engine['recentLog'];
}

/** The emulator of this checkout if it runs and answers, else undefined. */
export async function findEmulator(): Promise<Emulator | undefined> {
  const running = await findRunning();
  return running && connect(running);
}

/** @throws SandboxError that says to run `make local-up`. */
export async function requireEmulator(): Promise<Emulator> {
  const running = await findRunning();
  if (!running) {
    throw new SandboxError('No emulator is running.', {
      why: 'LocalStack keeps everything in memory, so the stack is gone with it.',
      next: '`make local-up`',
    });
  }
  const emulator = await connect(running);
  if (!emulator) {
    const { id, paused } = running.process;
    throw new SandboxError(`LocalStack does not answer, ${id}.`, {
      why: paused
        ? 'It is paused. It keeps what it holds until it goes on.'
        : 'It is still starting, too busy, or was started with another secret.',
      next: paused
        ? `\`${paused.command}\`, or \`make local-up\`, which does the same`
        : '`make local-up`, which replaces it and applies the stack anew',
    });
  }
  return emulator;
}

/** The engine whose emulator runs, else the one that the settings ask for. */
export async function selectEngine(settings: Settings): Promise<Engine> {
  const running = await findRunning();
  if (running) {
    assertSettingsMatch(running, settings);
    return running.engine;
  }
  const { engine, reason } = await chooseEngine(settings.engine);
  done(`Engine ${engine.name}: ${reason}`);
  return engine;
}

/** Starts LocalStack unless it runs already, and waits until it is healthy. */
export async function ensureEmulator(
  engine: Engine,
  settings: Settings,
): Promise<Emulator> {
  const process = await engine.inspect();
  if (process) {
    const { paused } = process;
    const emulator = paused
      ? await wakeUp(engine, process, paused)
      : await connect({ engine, process });
    if (emulator) {
      done(`LocalStack ${emulator.version} is running at ${emulator.endpoint}`);
      return emulator;
    }
    await step(`Stopping ${process.id}, which does not answer`, () =>
      engine.stop(),
    );
  }
  const port = settings.port ?? defaultPort;
  await assertPortIsFree(port);
  return step(`Starting LocalStack on ${endpointOf(port)}`, async () => {
    await engine.start(port);
    return waitUntilHealthy(engine, port);
  });
}

/** What somebody paused goes on with all that it holds; it is not replaced. */
async function wakeUp(
  engine: Engine,
  { id, port }: EmulatorProcess,
  paused: PausedEmulator,
): Promise<Emulator> {
  return step(`Waking up LocalStack, ${id}`, async () => {
    await paused.resume();
    return waitUntilHealthy(engine, port);
  });
}

function assertSettingsMatch(
  { engine, process }: Running,
  settings: Settings,
): void {
  const engineDiffers =
    settings.engine !== 'auto' && settings.engine !== engine.name;
  const portDiffers =
    settings.port !== undefined && settings.port !== process.port;
  if (engineDiffers || portDiffers) {
    throw new SandboxError(
      `The emulator runs already, as ENGINE=${engine.name} PORT=${process.port}.`,
      {
        why: 'It keeps everything in memory: to move it, the stack has to be made anew.',
        next: '`make local-down`, then the same command again',
      },
    );
  }
}

async function assertPortIsFree(port: number): Promise<void> {
  if (!(await isPortFree(port))) {
    const { who, mend } = await findPortOccupant(port);
    throw new SandboxError(`LocalStack cannot listen on port ${port}.`, {
      why: `Port ${port} belongs to another process: ${who}.`,
      next: mend,
    });
  }
}

async function waitUntilHealthy(
  engine: Engine,
  port: number,
): Promise<Emulator> {
  return waitUntil(
    async () => {
      const process = await engine.inspect();
      if (!process) {
        throw new SandboxError('LocalStack ended while it was starting.', {
          why: await engine.recentLog(20),
          next: '`make doctor`',
        });
      }
      const isUp = await waitOn({
        resources: [`http-get://127.0.0.1:${port}/_localstack/health`],
        interval: 100,
        timeout: 1000,
        proxy: false,
      }).then(
        () => true,
        () => false,
      );
      if (!isUp) {
        return undefined;
      }
      await assertGateIsClosed(endpointOf(port));
      return connect({ engine, process });
    },
    {
      what: `A healthy LocalStack at ${endpointOf(port)}`,
      intervalMs: 50,
      timeoutMs: startupTimeoutMs,
      next: 'look at `.local/emulator/localstack.log`, then `make doctor`',
    },
  );
}

/** The extension was not loaded if LocalStack answers a request without a signature. */
async function assertGateIsClosed(endpoint: string): Promise<void> {
  const response = await fetch(`${endpoint}/_localstack/info`);
  if (response.ok) {
    throw new SandboxError(
      `${endpoint} answers requests without a signature.`,
      {
        why: 'Any web page and any user of this machine could run code in it: the extension in localstack/ is not loaded.',
        next: '`make local-down`, then `make local-up`',
      },
    );
  }
}

/** The emulator behind a process, if it answers. */
export async function connect({
  engine,
  process,
}: Running): Promise<Emulator | undefined> {
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
    const info = (await response.json()) as {
      version: string;
      session_id: string;
    };
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

function endpointOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Stops the emulator of this checkout, whichever engine runs it. */
export async function stopEmulator(): Promise<void> {
  const running = await findRunning();
  if (!running) {
    // One that ended by itself may have left a container or a network.
    await Promise.all(engines.map((each) => each.stop()));
    done('No emulator is running');
    return;
  }
  await step(`Stopping LocalStack, ${running.process.id}`, () =>
    running.engine.stop(),
  );
}
