import { describePortOwner } from '../system/ports.ts';
import { docker } from './docker/client.ts';

/** LocalStack's own, which it is known by. */
export const defaultPort = 4566;

/** The program on a port that the emulator needs, and how to free the port. */
export interface PortOccupant {
  who: string;
  fix: string;
}

export async function findPortOccupant(port: number): Promise<PortOccupant> {
  const owner = describePortOwner(port);
  const container = /docker|podman/i.test(owner)
    ? await containerAt(port)
    : undefined;
  const elsewhere = `\`make local-up PORT=${port + 10}\``;
  return container
    ? {
        who: `container ${container}, through ${owner}`,
        fix: `\`docker stop ${container}\`, or run ${elsewhere}`,
      }
    : { who: owner, fix: `stop it, or run ${elsewhere}` };
}

/** Docker publishes ports through a separate proxy process. */
async function containerAt(port: number): Promise<string | undefined> {
  const names = await docker(
    ['ps', '--filter', `publish=${port}`, '--format', '{{.Names}}'],
    { timeoutMs: 1500 },
  ).catch(() => '');
  return names.split('\n')[0] || undefined;
}
