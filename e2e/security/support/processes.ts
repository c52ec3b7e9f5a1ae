import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readEmulatorPid } from '../../support/kill-emulator.ts';
import { processesOf } from '../../support/processes.ts';
import { attempt } from './files.ts';
import { checkout, engine, port } from './sandbox.ts';

/** The common name of a process of the sandbox, by its command line. */
const names: [RegExp, string][] = [
  [/docker-proxy/, 'docker-proxy'],
  [/bootstrap\.mjs/, 'function'],
  [/reaper\.py/, 'reaper'],
  [/(^|\/)java /, 'DynamoDB Local'],
  [/payments_sandbox[.\w]*\.launch|localstack/, 'LocalStack'],
];

export interface SandboxProcess {
  pid: number;
  name: string;
}

/** The processes of the sandbox: the emulator and its descendants. */
export function findProcesses(): SandboxProcess[] {
  const pids = new Set(
    engine === 'docker'
      ? [...descendantsOf(containerPid()), ...proxiesOf(port)]
      : [
          ...descendantsOf(readEmulatorPid(checkout)),
          // A process that left its parent still has its working directory.
          ...processesOf(checkout).map(({ pid }) => pid),
        ],
  );
  return [...pids].map((pid) => {
    const command = commandOf(pid);
    const [, name] = names.find(([pattern]) => pattern.test(command)) ?? [];
    return { pid, name: name ?? command };
  });
}

const docker = (...args: string[]) =>
  execFileSync('docker', args, { encoding: 'utf8' }).trim();

function containerId(): string {
  const label = `com.docker.compose.project.working_dir=${realpathSync(checkout)}`;
  return docker('ps', '--quiet', '--filter', `label=${label}`);
}

/** The pid on this machine; in the container it is 1. */
export function containerPid(): number {
  return Number(docker('inspect', '--format', '{{.State.Pid}}', containerId()));
}

export function containerAddress(): string {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  return docker('inspect', '--format', format, containerId());
}

function proxiesOf(hostPort: number): number[] {
  return allPids().filter((pid) =>
    commandOf(pid).includes(
      `docker-proxy -proto tcp -host-ip 127.0.0.1 -host-port ${hostPort} `,
    ),
  );
}

function descendantsOf(root: number): number[] {
  const children = Map.groupBy(allPids(), parentOf);
  const tree = [root];
  for (const pid of tree) {
    tree.push(...(children.get(pid) ?? []));
  }
  return tree;
}

const allPids = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function parentOf(pid: number): number {
  const stat = read(pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

const commandOf = (pid: number) => read(pid, 'cmdline').replaceAll('\0', ' ');

/** Includes deleted files that it still has open. */
export const openFilesOf = (pid: number): string[] =>
  (attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? []).flatMap(
    (fd) => attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [],
  );

/** Empty if it has exited meanwhile. */
function read(pid: number, file: string): string {
  return attempt(() => readFileSync(`/proc/${pid}/${file}`, 'utf8')) ?? '';
}
