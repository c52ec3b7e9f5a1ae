import { execFileSync } from 'node:child_process';
import {
  containerAddress,
  containerPid,
  findProcesses,
  type SandboxProcess,
} from './processes.ts';
import { engine, port } from './sandbox.ts';

/** A socket that waits for connections or packets. */
export interface Listener {
  process: string;
  /** An IP address, `*` for any, or the path of a Unix socket. */
  host: string;
  /** 0 for a Unix socket. */
  port: number;
}

/** Every socket of the sandbox, on this machine and in its container. */
export function findListeners(): Listener[] {
  const processes = findProcesses();
  const here = listSockets([], processes);
  const inside =
    engine === 'docker'
      ? listSockets(
          ['nsenter', '--net', '--target', String(containerPid())],
          processes,
        )
      : [];
  return [...here, ...inside];
}

function listSockets(
  wrapper: string[],
  processes: SandboxProcess[],
): Listener[] {
  const [program = '', ...args] = [...wrapper, 'ss', '-Hlnp', '-t', '-u', '-x'];
  const lines = execFileSync(program, args, { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const owners = [...line.matchAll(/pid=(\d+)/g)].map(([, pid]) =>
      Number(pid),
    );
    return processes
      .filter(({ pid }) => owners.includes(pid))
      .map(({ name }) => ({ process: name, ...readAddress(line) }));
  });
}

/** `tcp LISTEN 0 50 [::ffff:127.0.0.1]:49971 *:* users:…` */
function readAddress(line: string): { host: string; port: number } {
  const [kind = '', , , , address = ''] = line.split(/\s+/);
  if (kind.startsWith('u_')) {
    return { host: address, port: 0 };
  }
  const end = address.lastIndexOf(':');
  const host = address
    .slice(0, end)
    .replace(/^\[(::ffff:)?(.*)\]$/, '$2')
    .replace(/^(0\.0\.0\.0|::)$/, '*')
    .replace(/%\w+$/, '');
  return { host, port: Number(address.slice(end + 1)) };
}

/** In the notation of the table in docs/security.md. */
export function describeListener({
  process,
  host,
  port: own,
}: Listener): string {
  const known = new Map([
    [port, 'PORT'],
    [4566, '4566'],
  ]);
  return own === 0
    ? `${process} ${host}`
    : `${process} ${host}:${known.get(own) ?? '*'}`;
}

/** The addresses that another user of this machine can reach. */
export function findDoors(processName: string): string[] {
  const address = engine === 'docker' ? containerAddress() : '127.0.0.1';
  return findListeners()
    .filter(({ process, port: own }) => process === processName && own !== 0)
    .filter(({ port: own }) => own !== port)
    .map(({ port: own }) => `http://${address}:${own}`);
}
