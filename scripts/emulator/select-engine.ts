import type { Settings } from '../cli/settings.ts';
import { SandboxError } from '../output/errors.ts';
import { done } from '../output/log.ts';
import { findDockerObstacle } from './docker/availability.ts';
import { usesAwsRuntime } from './docker/compose.ts';
import { dockerEngine } from './docker/engine.ts';
import type { Engine } from './engine.ts';
import { hostEngine } from './host/engine.ts';
import { findRunning, type Running } from './running.ts';

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

export interface Choice {
  engine: Engine;
  reason: string;
}

/** Decides between docker and host, and says why. */
export async function chooseEngine(
  wanted: Settings['engine'],
): Promise<Choice> {
  const obstacle =
    wanted === 'host' ? 'ENGINE=host' : await findDockerObstacle();
  if (!obstacle) {
    const reason =
      wanted === 'docker' ? 'ENGINE=docker' : 'a Docker engine has the image';
    return { engine: dockerEngine, reason };
  }
  if (wanted === 'docker' || usesAwsRuntime()) {
    const asked = usesAwsRuntime() ? 'LAMBDA_RUNTIME=aws' : 'ENGINE=docker';
    throw new SandboxError(`${asked} cannot be used.`, {
      why: obstacle,
      next: 'run `make doctor`, or use the host engine: `make local-up ENGINE=host`',
    });
  }
  return { engine: hostEngine, reason: obstacle };
}
