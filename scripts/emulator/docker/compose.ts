import { reportsFullDisk, SandboxError } from '../../output/errors.ts';
import { digestOf } from '../../system/digest.ts';
import { type ChildEnv, dockerEnvironment } from '../../system/environment.ts';
import { interruption } from '../../system/interruption.ts';
import { inRepository } from '../../system/paths.ts';
import type { StartOptions } from '../engine.ts';
import { createSecretAccessKey, secretVariable } from '../secret-access-key.ts';
import { snapshotFolder, snapshotVariables } from '../snapshots/settings.ts';
import { docker } from './client.ts';

/** Unique to each checkout, so that two of them never share a container. */
export const composeProject = `payments-sandbox-${digestOf({
  root: inRepository(),
}).slice(0, 8)}`;

/** Passed explicitly, because COMPOSE_FILE may point at another project. */
const composeFile = ['--file', 'docker-compose.yml'];
const awsRuntimeFile = ['--file', 'docker-compose.aws-runtime.yml'];

/** The folder of the snapshots inside the container. */
const mountedSnapshots = '/var/lib/payments-sandbox';

/** The image that Compose will run, with LOCALSTACK_IMAGE and .env applied. */
export async function composeImage(): Promise<string> {
  return (
    await docker(['compose', ...composeFile, 'config', '--images'])
  ).trim();
}

export async function composeUp({
  port,
  lambdaRuntime,
  autosaveSeconds,
  recordsRequests,
}: StartOptions): Promise<void> {
  const files = [
    ...composeFile,
    ...(lambdaRuntime === 'aws' ? awsRuntimeFile : []),
  ];
  // Compose keeps a container whose settings are the same. LocalStack caches
  // the extension's entry points by time stamp, so always make a new one.
  await runCompose('up', composeProject, {
    files,
    commandOptions: ['--force-recreate'],
    variables: {
      PORT: String(port),
      [secretVariable]: createSecretAccessKey(),
      SNAPSHOTS: snapshotFolder,
      ...snapshotVariables({ folder: mountedSnapshots, autosaveSeconds }),
      SANDBOX_TRACE: recordsRequests ? '1' : '0',
    },
  });
}

/** Removes a project's container, network and volumes, if there are any. */
export async function composeDown(project: string): Promise<void> {
  await runCompose('down', project, {
    files: composeFile,
    commandOptions: ['--volumes', '--remove-orphans'],
  });
}

async function runCompose(
  name: 'up' | 'down',
  project: string,
  {
    files,
    commandOptions,
    variables,
  }: { files: string[]; commandOptions: string[]; variables?: ChildEnv },
): Promise<void> {
  const compose = await import('docker-compose');
  const call = name === 'up' ? compose.upAll : compose.downAll;
  try {
    await call({
      cwd: inRepository(),
      composeOptions: [...files, '--project-name', project],
      commandOptions,
      env: { ...dockerEnvironment(), ...variables },
    });
  } catch (error) {
    interruption.throwIfAborted();
    // The package rejects with the result of the command, not with an Error.
    const { err } = error as { err?: string };
    const why = err?.trim() || String(error);
    throw new SandboxError(`\`docker compose ${name}\` failed.`, {
      why,
      next: reportsFullDisk(why)
        ? '`docker system prune`, or give its virtual machine a larger disk'
        : '`make doctor`',
      cause: error,
    });
  }
}
