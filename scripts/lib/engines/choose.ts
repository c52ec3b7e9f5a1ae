import { execa } from 'execa';
import { dockerEnvironment } from '../environment.ts';
import { SandboxError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { defaultImage, docker, dockerEngine } from './docker.ts';
import type { Engine } from './engine.ts';
import { hostEngine } from './host.ts';

export interface Choice {
  engine: Engine;
  reason: string;
}

const pullBeginsWithinMs = 10_000;

export const engines: readonly Engine[] = [hostEngine, dockerEngine];

/** The engine whose emulator is running now, if any. */
export async function findRunningEngine(): Promise<Engine | undefined> {
  for (const engine of engines) {
    if (await engine.inspect()) {
      return engine;
    }
  }
  return undefined;
}

/** Decides between docker and host, and says why. */
export async function chooseEngine(
  wanted: Settings['engine'],
): Promise<Choice> {
  if (wanted === 'host') {
    return { engine: hostEngine, reason: 'ENGINE=host' };
  }
  const obstacle = await findDockerObstacle();
  if (!obstacle) {
    return { engine: dockerEngine, reason: 'a Docker engine has the image' };
  }
  if (wanted === 'docker') {
    throw new SandboxError('ENGINE=docker cannot be used.', {
      why: obstacle,
      next: 'run `make doctor`, or use the host engine: `make local-up ENGINE=host`',
    });
  }
  return { engine: hostEngine, reason: obstacle };
}

/** Why docker cannot run LocalStack here, or undefined if it can. */
export async function findDockerObstacle(): Promise<string | undefined> {
  const engine = await answers(['version', '--format', '{{.Server.Version}}']);
  if (!engine) {
    return 'no Docker engine answers';
  }
  if (!(await answers(['compose', 'version']))) {
    return 'Docker has no Compose v2';
  }
  const image = process.env.LOCALSTACK_IMAGE ?? defaultImage;
  if (await answers(['image', 'inspect', '--format', '{{.Id}}', image])) {
    return undefined;
  }
  return (await pull(image))
    ? undefined
    : `the image ${image} is not here and cannot be pulled`;
}

async function answers(args: string[]): Promise<boolean> {
  return docker(args).then(
    () => true,
    () => false,
  );
}

/** Pulls an image, unless no layer of it begins to arrive in time. */
async function pull(image: string): Promise<boolean> {
  const child = execa('docker', ['pull', image], {
    env: dockerEnvironment(),
    extendEnv: false,
    stderr: 'inherit',
    reject: false,
  });
  const impatience = setTimeout(() => child.kill(), pullBeginsWithinMs);
  child.stdout.on('data', (text: Buffer) => {
    process.stderr.write(text);
    if (String(text).includes('Pulling fs layer')) {
      clearTimeout(impatience);
    }
  });
  const result = await child;
  clearTimeout(impatience);
  return !result.failed;
}
