import { note } from '../../output/log.ts';
import type { Engine, PausedEmulator } from '../engine.ts';
import { docker } from './client.ts';
import { composeDown, composeProject, composeUp } from './compose.ts';
import { findContainers } from './container.ts';

/** LocalStack's image through docker-compose.yml. */
export const dockerEngine: Engine = {
  name: 'docker',
  log: `docker compose --project-name ${composeProject} logs`,

  async prepare() {
    const { ensurePython } = await import('../../toolchain/python.ts');
    await ensurePython('tflocal');
  },

  async prepareLaterStarts() {
    // The image has everything.
  },

  async start(options) {
    await composeUp(options);
  },

  async stop() {
    const containers = await findContainers();
    if (!containers) {
      return;
    }
    for (const { id, status } of containers) {
      if (status === 'exited') {
        note(`Removing container ${id.slice(0, 12)}, which had ended`);
      }
    }
    // Even without a container: a killed `up` leaves its network behind.
    const projects = containers.map(({ project }) => project);
    for (const project of new Set([composeProject, ...projects])) {
      await composeDown(project);
    }
  },

  async inspect() {
    const containers = await findContainers();
    // One that is paused still holds its port and its memory.
    const container = containers?.find(({ port }) => port !== undefined);
    if (!container) {
      return undefined;
    }
    const { id, status, port = 0, startedAt } = container;
    return {
      engine: 'docker',
      id: `container ${id.slice(0, 12)}${status === 'running' ? '' : ` (${status})`}`,
      port,
      secretAccessKey:
        container.secretAccessKey || (await readGeneratedSecret(id)),
      startedAt,
      ...(status === 'paused' && { paused: pause(id) }),
    };
  },

  async recentLog(lines) {
    const [container] = (await findContainers()) ?? [];
    return container
      ? docker(['logs', '--tail', String(lines), container.id])
      : 'Its container was removed, and the log with it.';
  },

  async processorTime() {
    const [container] = (await findContainers()) ?? [];
    // Docker runs `ps` on its own machine, where it may be missing.
    return docker(['top', container?.id ?? '', '-o', 'pid,time']).catch(
      () => '',
    );
  },

  async disk() {
    const [container] = (await findContainers()) ?? [];
    const output = await docker([
      'exec',
      container?.id ?? '',
      'stat',
      '--file-system',
      '--format=%a %S',
      '/tmp',
    ]);
    const [freeBlocks = 0, blockBytes = 0] = output.split(' ').map(Number);
    return {
      freeBytes: freeBlocks * blockBytes,
      fix: '`make local-down`, then `make local-up`, which starts with an empty disk',
    };
  },
};

/** For a container that was started manually; empty until it has generated one. */
function readGeneratedSecret(id: string): Promise<string> {
  return docker(['exec', id, 'cat', '/tmp/payments-sandbox/secret-access-key'])
    .then((output) => output.trim())
    .catch(() => '');
}

function pause(id: string): PausedEmulator {
  return {
    command: `docker unpause ${id.slice(0, 12)}`,
    async resume() {
      await docker(['unpause', id]);
    },
  };
}
