import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { waitUntil } from '../../scripts/system/wait-until.ts';

export interface FoundProcess {
  pid: number;
  parent: number;
  command: string;
}

/** Every process that works in a folder, or was started from it. */
export function processesOf(folder: string): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        const cwd = readlinkSync(`/proc/${name}/cwd`);
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return command.includes(folder) || cwd.startsWith(folder)
          ? [
              {
                pid: Number(name),
                parent: Number(parent),
                command: command.replaceAll('\0', ' ').trim(),
              },
            ]
          : [];
      } catch {
        // It has ended meanwhile, or is a zombie.
        return [];
      }
    });
}

/** Waits until nothing but the named programs is left of a folder. */
export async function waitForOrphansToEnd(
  folder: string,
  expected = /payments_sandbox|reaper\.py|bin\/java|runtime\/bootstrap/,
): Promise<void> {
  const orphans = () =>
    processesOf(folder).filter(({ command }) => !expected.test(command));
  await waitUntil(async () => (orphans().length === 0 ? true : undefined), {
    what: `The end of ${orphans().map(({ command }) => command)}`,
    intervalMs: 100,
    timeoutMs: 20_000,
  });
}
