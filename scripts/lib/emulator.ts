import waitOn from 'wait-on';
import { chooseEngine, engines, findRunningEngine } from './engines/choose.ts';
import type { EmulatorProcess, Engine } from './engines/engine.ts';
import { SandboxError } from './errors.ts';
import { done, step } from './log.ts';
import { describePortOwner, isPortFree } from './port-owner.ts';
import type { Settings } from './settings.ts';
import { waitUntil } from './wait-until.ts';

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
  const engine = await findRunningEngine();
  return engine && connect(engine);
}

/** @throws SandboxError that says to run `make local-up`. */
export async function requireEmulator(): Promise<Emulator> {
  const engine = await findRunningEngine();
  const emulator = engine && (await connect(engine));
  if (!emulator) {
    const silent = await engine?.inspect();
    if (silent) {
      throw new SandboxError(`LocalStack does not answer, ${silent.id}.`, {
        why: 'It is paused, still starting, or too busy.',
        next: '`make local-up`, which replaces it and applies the stack anew',
      });
    }
    throw new SandboxError('No emulator is running.', {
      why: 'LocalStack keeps everything in memory, so the stack is gone with it.',
      next: '`make local-up`',
    });
  }
  return emulator;
}

/** The engine whose emulator runs, else the one that the settings ask for. */
export async function selectEngine(settings: Settings): Promise<Engine> {
  const running = await findRunningEngine();
  if (running) {
    await assertSettingsMatch(running, settings);
    return running;
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
  const running = await engine.inspect();
  if (running) {
    const emulator = await connect(engine);
    if (emulator) {
      done(`LocalStack ${emulator.version} is running at ${emulator.endpoint}`);
      return emulator;
    }
    await step(`Stopping ${running.id}, which does not answer`, () =>
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

async function assertSettingsMatch(
  engine: Engine,
  settings: Settings,
): Promise<void> {
  const running = await engine.inspect();
  const engineDiffers =
    settings.engine !== 'auto' && settings.engine !== engine.name;
  const portDiffers =
    settings.port !== undefined && settings.port !== running?.port;
  if (running && (engineDiffers || portDiffers)) {
    throw new SandboxError(
      `The emulator runs already, as ENGINE=${engine.name} PORT=${running.port}.`,
      {
        why: 'It keeps everything in memory: to move it, the stack has to be made anew.',
        next: '`make local-down`, then the same command again',
      },
    );
  }
}

async function assertPortIsFree(port: number): Promise<void> {
  if (!(await isPortFree(port))) {
    throw new SandboxError(`LocalStack cannot listen on port ${port}.`, {
      why: `Port ${port} belongs to another process: ${describePortOwner(port)}.`,
      next: `stop it, or run \`make local-up PORT=${port + 10}\``,
    });
  }
}

async function waitUntilHealthy(
  engine: Engine,
  port: number,
): Promise<Emulator> {
  return waitUntil(
    async () => {
      if (!(await engine.inspect())) {
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
      return isUp ? connect(engine) : undefined;
    },
    {
      what: `A healthy LocalStack at ${endpointOf(port)}`,
      intervalMs: 50,
      timeoutMs: startupTimeoutMs,
      next: 'look at `.local/emulator/localstack.log`, then `make doctor`',
    },
  );
}

async function connect(engine: Engine): Promise<Emulator | undefined> {
  const running = await engine.inspect();
  if (!running) {
    return undefined;
  }
  const endpoint = endpointOf(running.port);
  try {
    const response = await fetch(`${endpoint}/_localstack/info`, {
      signal: AbortSignal.timeout(5000),
    });
    const info = (await response.json()) as {
      version: string;
      session_id: string;
    };
    return {
      ...running,
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
  const engine = await findRunningEngine();
  if (!engine) {
    // One that ended by itself may have left a container or a network.
    await Promise.all(engines.map((each) => each.stop()));
    done('No emulator is running');
    return;
  }
  const running = await engine.inspect();
  await step(`Stopping LocalStack, ${running?.id}`, () => engine.stop());
}
