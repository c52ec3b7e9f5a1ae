import type { Settings } from '../cli/settings.ts';
import { SandboxError } from '../output/errors.ts';
import { done } from '../output/log.ts';
import { findDockerProblem } from './docker/checks.ts';
import { dockerEngine } from './docker/engine.ts';
import type { Engine } from './engine.ts';
import { hostEngine } from './host/engine.ts';
import { findHostProblem } from './host/platform.ts';
import { findRunning, type Running } from './running.ts';

/** The engine of the running emulator, or the one that the settings select. */
export async function selectEngine(settings: Settings): Promise<Engine> {
  const running = await findRunning();
  if (running) {
    assertSettingsMatch(running, settings);
    return running.engine;
  }
  const { engine, reason } = await chooseEngine(settings);
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
      `The emulator is already running, as ENGINE=${engine.name} PORT=${process.port}.`,
      {
        why: 'Its data is in memory: switching engine or port discards the stack.',
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
  {
    engine: requested,
    lambdaRuntime,
  }: Pick<Settings, 'engine' | 'lambdaRuntime'>,
  platform?: string,
): Promise<Choice> {
  const needsDocker =
    lambdaRuntime === 'aws' ? 'LAMBDA_RUNTIME=aws' : undefined;
  if (requested === 'host') {
    if (needsDocker) {
      throw new SandboxError(`${needsDocker} cannot be used.`, {
        why: "ENGINE=host runs no container, and so none of AWS's runtime images.",
        next: '`make local-up LAMBDA_RUNTIME=aws ENGINE=docker`',
      });
    }
    return requireHost('ENGINE=host', platform);
  }
  const problem = await findDockerProblem({ missingImage: 'pull' });
  if (!problem) {
    const reason =
      requested === 'docker'
        ? 'ENGINE=docker'
        : 'a Docker engine has the image';
    return { engine: dockerEngine, reason };
  }
  if (requested === 'docker' || needsDocker) {
    throw new SandboxError(
      `${needsDocker ?? 'ENGINE=docker'} cannot be used.`,
      {
        why: `Docker: ${problem.detail}`,
        next: `${problem.fix}; or use the host engine: \`make local-up ENGINE=host\``,
      },
    );
  }
  return requireHost(`Docker: ${problem.detail}`, platform);
}

function requireHost(reason: string, platform?: string): Choice {
  const problem = findHostProblem(platform);
  if (problem) {
    throw new SandboxError('The host engine cannot run on this machine.', {
      why: `${problem}\nThe host engine was chosen because of: ${reason}`,
      next: 'install Docker with Compose v2 and start it, then `make local-up ENGINE=docker`',
    });
  }
  return { engine: hostEngine, reason };
}
