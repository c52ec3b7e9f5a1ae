import { statfsSync } from 'node:fs';
import { z } from 'zod';
import { SandboxError } from '../../output/errors.ts';
import { excerpt } from '../../system/json.ts';
import { docker } from './client.ts';
import { composeImage } from './compose.ts';
import { type DockerProblem, explainDockerError } from './explain-error.ts';
import { pullImage } from './pull-image.ts';

export interface CheckOptions {
  /** What to do about a missing image: pull it, or ask whether that can be done. */
  missingImage: 'pull' | 'ask';
  /** For each call of the docker client, in place of its default. */
  timeoutMs?: number;
}

const serverSchema = z.object({ Os: z.string(), Arch: z.string() });

type Server = z.infer<typeof serverSchema>;

interface Image {
  name: string;
  /** Undefined unless the image is local. */
  architecture: string | undefined;
}

type Check = DockerProblem | undefined;

/**
 * What keeps Docker from running LocalStack here, or undefined. The checks
 * run in this order, and the first problem is returned.
 */
export async function findDockerProblem(options: CheckOptions): Promise<Check> {
  try {
    const server = await readServer(options);
    if (typeof server === 'string') {
      return {
        detail: `its client printed nothing usable about its engine: \`${server}\``,
        fix: '`docker version`',
      };
    }
    const problem =
      checkContainers(server) ??
      (await checkPlace(options)) ??
      (await checkCompose(options));
    if (problem) {
      return problem;
    }
    const image = await readImage(options);
    return (
      (await checkDisk(image, options)) ?? checkImage(image, server, options)
    );
  } catch (error) {
    if (error instanceof SandboxError) {
      return explainDockerError(error.why ?? error.message);
    }
    throw error;
  }
}

/** Or what the client printed instead: `null`, or a warning about itself. */
async function readServer(options: CheckOptions): Promise<Server | string> {
  const output = await docker(
    ['version', '--format', '{{json .Server}}'],
    options,
  );
  try {
    return serverSchema.parse(JSON.parse(output));
  } catch {
    return excerpt(output);
  }
}

async function readImage(options: CheckOptions): Promise<Image> {
  const name = await composeImage();
  return { name, architecture: await readArchitecture(name, options) };
}

function checkContainers({ Os }: Server): Check {
  return Os === 'linux'
    ? undefined
    : {
        detail: `its engine runs ${Os} containers`,
        fix: "switch to Linux containers in Docker Desktop's menu",
      };
}

/** The ports of another machine are not ours, and it cannot mount our folders. */
async function checkPlace(options: CheckOptions): Promise<Check> {
  const endpoint = await docker(
    ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'],
    options,
  );
  return /^(unix|npipe|tcp:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(
    endpoint,
  )
    ? undefined
    : {
        detail: `its engine is on another machine, ${endpoint}`,
        fix: '`unset DOCKER_HOST`, `docker context use default`',
      };
}

async function checkCompose(options: CheckOptions): Promise<Check> {
  return (await succeeds(docker(['compose', 'version'], options)))
    ? undefined
    : {
        detail: 'Compose v2 is missing; `docker-compose` with a hyphen is v1',
        fix: 'install the plugin: `docker-compose-plugin` or `docker-compose-v2` of your system',
      };
}

async function checkDisk(
  { architecture }: Image,
  options: CheckOptions,
): Promise<Check> {
  const root = await docker(
    ['info', '--format', '{{.DockerRootDir}}'],
    options,
  );
  const freeBytes = readFreeBytes(root);
  // The image takes 3 GB unpacked, a container with its log far less.
  const neededBytes = architecture ? 3e8 : 3e9;
  return freeBytes === undefined || freeBytes >= neededBytes
    ? undefined
    : {
        detail: `its disk is full, ${(freeBytes / 1e9).toFixed(1)} GB free at ${root}`,
        fix: '`docker system prune`',
      };
}

/** Undefined for a folder in a virtual machine, or one that we may not read. */
function readFreeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

async function checkImage(
  { name, architecture }: Image,
  { Arch }: Server,
  options: CheckOptions,
): Promise<Check> {
  if (!architecture) {
    return checkMissingImage(name, options);
  }
  return architecture === Arch
    ? undefined
    : {
        detail: `${name} is for ${architecture}, the engine is ${Arch}`,
        fix: `\`docker pull --platform linux/${Arch} ${name}\``,
      };
}

async function checkMissingImage(
  image: string,
  { missingImage }: CheckOptions,
): Promise<Check> {
  const reason =
    missingImage === 'pull'
      ? await pullImage(image)
      : await whyNotInRegistry(image);
  return reason === undefined
    ? undefined
    : {
        detail: `has no ${image}, and it cannot be pulled: ${reason}`,
        fix: 'connect to the network, `docker load` the image from a file, or name one that is here with LOCALSTACK_IMAGE',
      };
}

/** Asks for the description of an image, which is small, not for the image. */
async function whyNotInRegistry(image: string): Promise<string | undefined> {
  return docker(['manifest', 'inspect', image], { timeoutMs: 5000 }).then(
    () => undefined,
    ({ why, message }: SandboxError) => (why ?? message).split('\n').at(-1),
  );
}

/** The processor that a local image is for, or undefined without the image. */
export async function readArchitecture(
  image: string,
  options: { timeoutMs?: number },
): Promise<string | undefined> {
  return docker(
    ['image', 'inspect', '--format', '{{.Architecture}}', image],
    options,
  ).catch(() => undefined);
}

async function succeeds(call: Promise<string>): Promise<boolean> {
  return call.then(
    () => true,
    () => false,
  );
}
