import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { waitUntil } from '../../scripts/system/wait-until.ts';

export interface FoundProcess {
  pid: number;
  parent: number;
  command: string;
}

/**
 * Every process whose working directory, program or output is in a folder. Of a function
 * only the output is: it has a private root folder.
 */
export function processesOf(folder: string): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        const places = [readlinkSync(`/proc/${name}/cwd`), outputOf(name)];
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return command.includes(folder) ||
          places.some((place) => place.startsWith(folder))
          ? [
              {
                pid: Number(name),
                parent: Number(parent),
                command: command.replaceAll('\0', ' ').trim(),
              },
            ]
          : [];
      } catch {
        // It has exited meanwhile, or is a zombie.
        return [];
      }
    });
}

/** The file that a process writes its output to; a deleted one keeps its name. */
const outputOf = (pid: number | string) => readLink(`/proc/${pid}/fd/1`);

/** Empty on systems without /proc, and if the process has exited meanwhile. */
function readLink(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

/** Those that the folder's user started, not what removes the folder of a test. */
export function usersProcessesOf(folder: string): FoundProcess[] {
  return processesOf(folder).filter(
    ({ command }) => !command.includes('remove-abandoned'),
  );
}

/** Waits until only the expected programs of a folder are running. */
export async function waitForOrphansToEnd(
  folder: string,
  expected = /payments_sandbox|reaper\.py|bin\/java|runtime\/bootstrap/,
): Promise<void> {
  const orphans = () =>
    usersProcessesOf(folder).filter(({ command }) => !expected.test(command));
  await waitUntil(async () => (orphans().length === 0 ? true : undefined), {
    what: `The end of ${orphans().map(({ command }) => command)}`,
    intervalMs: 100,
    timeoutMs: 300_000,
  });
}

/**
 * The processes that run a function of a checkout, found by their environment and, with
 * a private root folder, by their output.
 */
export function findFunctionProcesses(checkout: string): number[] {
  const folder = `${realpathSync(checkout)}/`;
  const codeFolder = 'LAMBDA_TASK_ROOT=';
  return readEnvironments().flatMap(({ pid, settings }) => {
    const code = settings.find((each) => each.startsWith(codeFolder));
    const places = code ? [code.slice(codeFolder.length), outputOf(pid)] : [];
    return places.some((place) => place.startsWith(folder)) ? [pid] : [];
  });
}

interface ProcessEnvironment {
  pid: number;
  settings: string[];
}

/** A minimal Linux lacks ps, but every Linux has /proc. */
function readEnvironments(): ProcessEnvironment[] {
  return process.platform === 'linux'
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map((name) => ({
          pid: Number(name),
          settings: readEnvironmentOf(name).split('\0'),
        }))
    : readPs();
}

function readEnvironmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // It belongs to another user, or has just exited.
    return '';
  }
}

/** With `e`, ps prints the environment after the command. */
function readPs(): ProcessEnvironment[] {
  return execFileSync('ps', ['axeww', '-o', 'pid=,command='], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
    .split('\n')
    .map((line) => ({
      pid: Number.parseInt(line, 10),
      settings: line.split(' '),
    }));
}
