import { realpathSync } from 'node:fs';
import { z } from 'zod';
import { parseJson } from '../../system/json.ts';
import { inRepository } from '../../system/paths.ts';
import { secretVariable } from '../secret-access-key.ts';
import { docker } from './client.ts';

/** The part of `docker container inspect` that is used here. */
const containerSchema = z.object({
  Id: z.string(),
  State: z.object({ Status: z.string(), StartedAt: z.string() }),
  Config: z.object({
    Labels: z.record(z.string(), z.string()),
    Env: z.array(z.string()).nullish(),
  }),
  NetworkSettings: z.object({
    Ports: z.record(
      z.string(),
      z.array(z.object({ HostPort: z.string() })).nullable(),
    ),
  }),
});

/** A LocalStack container of this checkout, started by make or manually. */
export interface Container {
  id: string;
  project: string;
  /** `running`, `paused`, `exited`, … */
  status: string;
  /** Undefined unless it is running. */
  port: number | undefined;
  /** Empty if the container generated one itself. */
  secretAccessKey: string;
  startedAt: Date;
}

/** The containers of this checkout, or undefined if no Docker engine responds. */
export async function findContainers(): Promise<Container[] | undefined> {
  const ids = await docker([
    'container',
    'ls',
    '--all',
    '--quiet',
    '--no-trunc',
    '--filter',
    'label=payments-sandbox.role=emulator',
  ]).catch(() => undefined);
  if (!ids) {
    return ids === undefined ? undefined : [];
  }
  const output = await docker(['container', 'inspect', ...ids.split('\n')]);
  return parseJson(output, z.array(containerSchema), {
    what: 'The output of `docker container inspect` cannot be read.',
    next: 'check your docker client, or use the host engine: `make local-up ENGINE=host`',
  })
    .filter(({ Config }) => isOfThisCheckout(Config.Labels))
    .map(({ Id, State, Config, NetworkSettings }) => {
      const [binding] = NetworkSettings.Ports['4566/tcp'] ?? [];
      return {
        id: Id,
        project: Config.Labels['com.docker.compose.project'] ?? '',
        status: State.Status,
        port: binding && Number(binding.HostPort),
        secretAccessKey: readVariable(Config.Env ?? [], secretVariable),
        startedAt: new Date(State.StartedAt),
      };
    });
}

function readVariable(variables: string[], name: string): string {
  const found = variables.find((text) => text.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? '';
}

/** Compose labels a container with the folder that it was made from. */
function isOfThisCheckout(labels: Record<string, string>): boolean {
  try {
    const folder = labels['com.docker.compose.project.working_dir'] ?? '';
    return realpathSync(folder) === realpathSync(inRepository());
  } catch {
    // The other checkout has been deleted, but its container is still not ours.
    return false;
  }
}
