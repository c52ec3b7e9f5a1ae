import { note } from '../log.ts';
import { ensurePython } from '../setup/python.ts';
import { composeDown, composeProject, composeUp } from './compose.ts';
import { docker } from './docker-client.ts';
import { findContainers } from './docker-container.ts';
import type { Engine, PausedEmulator } from './engine.ts';

/** LocalStack's image through docker-compose.yml. */
export const dockerEngine: Engine = {
  name: 'docker',

  async prepare() {
    await ensurePython('tflocal');
  },

  async start(port) {
    await composeUp(port);
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
    // Ours even without a container: an `up` that was killed leaves a network.
    const projects = containers.map(({ project }) => project);
    for (const project of new Set([composeProject, ...projects])) {
      await composeDown(project);
    }
  },

  async inspect() {
    const containers = await findContainers();
    // One that is paused still holds its port and its memory.
    const container = containers?.find(({ port }) => port !== undefined);
    const state =
      container?.status === 'running' ? '' : ` (${container?.status})`;
    return (
      container && {
        engine: 'docker',
        id: `container ${container.id.slice(0, 12)}${state}`,
        port: container.port ?? 0,
        startedAt: container.startedAt,
        ...(container.status === 'paused' && { paused: pause(container.id) }),
      }
    );
  },

  async recentLog(lines) {
    const [container] = (await findContainers()) ?? [];
    return container
      ? docker(['logs', '--tail', String(lines), container.id])
      : 'Its container is gone, and the log with it.';
  },

  async disk() {
    const [container] = (await findContainers()) ?? [];
    const answer = await docker([
      'exec',
      container?.id ?? '',
      'stat',
      '--file-system',
      '--format=%a %S',
      '/tmp',
    ]);
    const [freeBlocks = 0, blockBytes = 0] = answer.split(' ').map(Number);
    return {
      freeBytes: freeBlocks * blockBytes,
      mend: '`make local-down`, then `make local-up`, which starts over with an empty disk',
    };
  },
};

function pause(id: string): PausedEmulator {
  return {
    command: `docker unpause ${id.slice(0, 12)}`,
    async resume() {
      await docker(['unpause', id]);
    },
  };
}
