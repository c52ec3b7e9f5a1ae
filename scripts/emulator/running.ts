import type { Settings } from '../cli/settings.ts';
import { SandboxError } from '../output/errors.ts';
import { findDockerObstacle } from './docker/availability.ts';
import { usesAwsRuntime } from './docker/compose.ts';
import { dockerEngine } from './docker/engine.ts';
import type { EmulatorProcess, Engine } from './engine.ts';
import { hostEngine } from './host/engine.ts';

export interface Choice {
  engine: Engine;
  reason: string;
}

export const engines: readonly Engine[] = [hostEngine, dockerEngine];

export interface Running {
  engine: Engine;
  process: EmulatorProcess;
}

/** What runs the emulator of this checkout now, whether it answers or not. */
export async function findRunning(): Promise<Running | undefined> {
  for (const engine of engines) {
    const process = await engine.inspect();
    if (process) {
      return { engine, process };
    }
  }
  return undefined;
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
