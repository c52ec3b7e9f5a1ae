import { statfsSync } from 'node:fs';
import type { Settings } from '../cli/settings.ts';
import { isOnThisMachine } from '../emulator/docker/availability.ts';
import { docker } from '../emulator/docker/client.ts';
import { composeImage } from '../emulator/docker/compose.ts';
import {
  readComplaint,
  type Trouble,
} from '../emulator/docker/explain-error.ts';
import { SandboxError } from '../output/errors.ts';
import type { Finding } from '../output/findings.ts';

const patience = { patienceMs: 1500 };
const subject = 'Docker';
// The image, unpacked.
const neededBytes = 3e9;

/** Without ENGINE=docker it is good to know only: the host engine serves. */
export async function checkDocker({ engine }: Settings): Promise<Finding[]> {
  if (engine === 'host') {
    return [];
  }
  try {
    const trouble = await findTrouble();
    if (!trouble) {
      return [{ state: 'found', subject, detail: await describeImage() }];
    }
    return [report(trouble, engine)];
  } catch (error) {
    const { why, message } = error as SandboxError;
    return [report(await readComplaint(why ?? message), engine)];
  }
}

function report(
  { detail, mend }: Trouble,
  engine: Settings['engine'],
): Finding {
  return engine === 'docker'
    ? { state: 'wrong', subject, detail, mend }
    : {
        state: 'note',
        subject,
        detail: `${detail}; the host engine serves. To use it: ${mend}`,
      };
}

/** @throws SandboxError with the client's complaint. */
async function findTrouble(): Promise<Trouble | undefined> {
  const ask = (...args: string[]) => docker(args, patience);
  const server = await ask('version', '--format', '{{json .Server}}');
  const { Os, Arch } = JSON.parse(server) as { Os: string; Arch: string };
  if (Os !== 'linux') {
    return {
      detail: `its engine runs ${Os} containers`,
      mend: "switch to Linux containers in Docker Desktop's menu",
    };
  }
  const endpoint = await ask(
    'context',
    'inspect',
    '--format',
    '{{.Endpoints.docker.Host}}',
  );
  if (!isOnThisMachine(endpoint)) {
    return {
      detail: `its engine is on another machine, ${endpoint}`,
      mend: '`unset DOCKER_HOST`, `docker context use default`',
    };
  }
  if (await fails(ask('compose', 'version'))) {
    return {
      detail: 'Compose v2 is missing; `docker-compose` with a hyphen is v1',
      mend: 'install the plugin: `docker-compose-plugin` or `docker-compose-v2` of your system',
    };
  }
  return (await findDiskTrouble()) ?? (await findImageTrouble(Arch));
}

async function findDiskTrouble(): Promise<Trouble | undefined> {
  const root = await docker(
    ['info', '--format', '{{.DockerRootDir}}'],
    patience,
  );
  try {
    const { bavail, bsize } = statfsSync(root);
    return bavail * bsize < neededBytes
      ? {
          detail: `its disk is full, ${((bavail * bsize) / 1e9).toFixed(1)} GB free at ${root}`,
          mend: '`docker system prune`',
        }
      : undefined;
  } catch {
    // It lies in a virtual machine, or is not ours to look at.
    return undefined;
  }
}

async function findImageTrouble(arch: string): Promise<Trouble | undefined> {
  const image = await composeImage();
  const found = await imageArchitecture(image);
  if (!found) {
    return findRegistryTrouble(image);
  }
  return found !== arch
    ? {
        detail: `${image} is for ${found}, the engine is ${arch}`,
        mend: `\`docker pull --platform linux/${arch} ${image}\``,
      }
    : undefined;
}

/** Asks for the description of an image that is not here, not for the image. */
async function findRegistryTrouble(
  image: string,
): Promise<Trouble | undefined> {
  return docker(['manifest', 'inspect', image], { patienceMs: 5000 }).then(
    () => undefined,
    ({ why, message }: SandboxError) => ({
      detail: `has no ${image}, and it cannot be pulled: ${(why ?? message).split('\n').at(-1)}`,
      mend: 'connect to the network, `docker load` the image from a file, or name one that is here with LOCALSTACK_IMAGE',
    }),
  );
}

async function describeImage(): Promise<string> {
  const image = await composeImage();
  return (await imageArchitecture(image))
    ? `has ${image}`
    : `will pull ${image}`;
}

async function imageArchitecture(image: string): Promise<string | undefined> {
  return docker(
    ['image', 'inspect', '--format', '{{.Architecture}}', image],
    patience,
  ).catch(() => undefined);
}

async function fails(answer: Promise<string>): Promise<boolean> {
  return answer.then(
    () => false,
    (error) => error instanceof SandboxError,
  );
}
