import type { Settings } from '../cli/settings.ts';
import { SandboxError } from '../output/errors.ts';
import { done, note, step } from '../output/log.ts';
import { isPortFree } from '../system/ports.ts';
import { waitUntil } from '../system/wait-until.ts';
import {
  assertGateIsClosed,
  connect,
  type Emulator,
  endpointOf,
} from './emulator.ts';
import type {
  EmulatorProcess,
  Engine,
  PausedEmulator,
  StartOptions,
} from './engine.ts';
import { defaultPort, findPortOccupant } from './port-occupant.ts';
import { engines, findRunning } from './running.ts';
import { isOlder } from './sandbox-api.ts';

/** Without any progress. A loaded machine may need minutes for a start. */
const stallTimeoutMs = 60_000;
const noteEveryMs = 20_000;
/** Docker needs four calls to tell, which would slow the start down. */
const askEveryMs = 5_000;

/** Starts LocalStack unless it is already running, and waits until it is healthy. */
export async function ensureEmulator(
  engine: Engine,
  settings: Pick<Settings, 'port'> & Omit<StartOptions, 'port'>,
): Promise<Emulator> {
  const process = await engine.inspect();
  if (process) {
    const { paused } = process;
    const emulator = paused
      ? await resume(engine, process, paused)
      : await connect({ engine, process });
    const older = emulator !== undefined && (await isOlder(emulator));
    if (emulator && !older) {
      done(`LocalStack ${emulator.version} is running at ${emulator.endpoint}`);
      return emulator;
    }
    const why = older
      ? 'whose extension is older than this checkout'
      : 'which does not respond';
    await step(`Stopping ${process.id}, ${why}`, () => engine.stop());
  }
  const port = settings.port ?? defaultPort;
  await assertPortIsFree(port);
  return step(`Starting LocalStack on ${endpointOf(port)}`, async () => {
    await engine.start({ ...settings, port });
    return waitUntilHealthy(engine, port);
  });
}

/** A paused emulator is resumed with its data, not replaced. */
async function resume(
  engine: Engine,
  { id, port }: EmulatorProcess,
  paused: PausedEmulator,
): Promise<Emulator> {
  return step(`Resuming LocalStack,  ${id}`, async () => {
    await paused.resume();
    return waitUntilHealthy(engine, port);
  });
}

async function assertPortIsFree(port: number): Promise<void> {
  if (!(await isPortFree(port))) {
    const { who, fix } = await findPortOccupant(port);
    throw new SandboxError(`LocalStack cannot listen on port ${port}.`, {
      why: `Port ${port} is in use by another process: ${who}.`,
      next: fix,
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
        throw new SandboxError('LocalStack exited while it was starting.', {
          why: await engine.recentLog(20),
          next: '`make doctor`',
        });
      }
      const { default: waitOn } = await import('wait-on');
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
      timeoutMs: stallTimeoutMs,
      progress: noteProgress(engine),
      next: `look at its log (\`${engine.log}\`), then \`make doctor\``,
    },
  );
}

/** Processor time and log show that a slow start is making progress. */
function noteProgress(engine: Engine): () => Promise<string> {
  let lastNote = performance.now();
  let lastAsked = Number.NEGATIVE_INFINITY;
  let progress = '';
  return async () => {
    if (performance.now() - lastAsked < askEveryMs) {
      return progress;
    }
    lastAsked = performance.now();
    const [time, log] = await Promise.all([
      engine.processorTime(),
      engine.recentLog(1),
    ]);
    if (performance.now() - lastNote > noteEveryMs) {
      lastNote = performance.now();
      note(
        `LocalStack is still starting. Its last log line: ${log || '(none)'}`,
      );
    }
    progress = `${time} ${log}`;
    return progress;
  };
}

/** Stops the emulator of this checkout, whichever engine runs it. */
export async function stopEmulator(): Promise<void> {
  const running = await findRunning();
  if (!running) {
    // One that crashed may have left a container or a network behind.
    await Promise.all(engines.map((each) => each.stop()));
    done('No emulator is running');
    return;
  }
  await step(`Stopping LocalStack, ${running.process.id}`, () =>
    running.engine.stop(),
  );
}
