import { describePortOwner } from '../system/ports.ts';
import { docker } from './docker/client.ts';

/** Who has a port that the emulator is to have, and how to get it back. */
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
