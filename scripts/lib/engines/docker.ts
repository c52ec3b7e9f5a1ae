import * as compose from 'docker-compose';
import { dockerEnvironment } from '../environment.ts';
import { SandboxError } from '../errors.ts';
import { inRepository } from '../paths.ts';
import { run } from '../run.ts';
import { ensurePython } from '../setup/python.ts';
import type { Engine } from './engine.ts';

export const defaultImage = 'localstack/localstack:4.13.1';
const containerName = 'payments-sandbox-localstack-1';

/** What `docker container inspect` tells, as far as it is used here. */
interface Container {
  Id: string;
  State: { Status: string; StartedAt: string };
  NetworkSettings: {
    Ports: Record<string, { HostIp: string; HostPort: string }[] | null>;
  };
}

/** LocalStack's image through docker-compose.yml. */
export const dockerEngine: Engine = {
  name: 'docker',

  async prepare() {
    await ensurePython('tflocal');
  },

  async start(port) {
    await runCompose(
      'up',
      (options) =>
        // Compose keeps a container whose settings are the same. Entry points of
        // the extension are cached by time stamp, so always make a new one.
        compose.upAll({ ...options, commandOptions: ['--force-recreate'] }),
      { PORT: String(port) },
    );
  },

  async stop() {
    await runCompose('down', (options) =>
      compose.downAll({ ...options, commandOptions: ['--volumes'] }),
    );
  },

  async inspect() {
    const container = await inspectContainer();
    if (container?.State.Status !== 'running') {
      return undefined;
    }
    const [binding] = container.NetworkSettings.Ports['4566/tcp'] ?? [];
    return {
      engine: 'docker',
      id: `container ${container.Id.slice(0, 12)}`,
      port: Number(binding?.HostPort),
      startedAt: new Date(container.State.StartedAt),
    };
  },

  async recentLog(lines) {
    return docker(['logs', '--tail', String(lines), containerName]).catch(
      (error: SandboxError) => error.message,
    );
  },
};

/** Runs the docker client and returns what it printed. */
export function docker(args: string[]): Promise<string> {
  return run('docker', args, { env: dockerEnvironment() });
}

async function inspectContainer(): Promise<Container | undefined> {
  try {
    const [container] = JSON.parse(
      await docker(['container', 'inspect', containerName]),
    ) as Container[];
    return container;
  } catch {
    // No docker client, no engine, or no such container: nothing runs.
    return undefined;
  }
}

type ComposeOptions = { cwd: string; env: Record<string, string> };

async function runCompose(
  name: string,
  call: (options: ComposeOptions) => Promise<unknown>,
  settings: Record<string, string> = {},
): Promise<void> {
  try {
    await call({
      cwd: inRepository(),
      env: { ...dockerEnvironment(), ...settings },
    });
  } catch (error) {
    // The package rejects with the result of the command, not with an Error.
    const { err } = error as { err?: string };
    throw new SandboxError(`\`docker compose ${name}\` failed.`, {
      why: err?.trim() || String(error),
      next: 'run `make doctor`, or use the host engine: `make local-up ENGINE=host`',
      cause: error,
    });
  }
}
