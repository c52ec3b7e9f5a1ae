import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

/** True if a server could listen on this loopback port now. */
export async function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

// From 32768 on, the system chooses ports itself, for connections and for servers
// that take any. It could choose one again before the emulator starts, or while it is
// killed and started again.
const firstChosen = 20_000;
const firstOfSystem = 32_768;

/** A port of 127.0.0.1 that stays free until a server listens on it. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(firstChosen, firstOfSystem);
    if (await isPortFree(port)) {
      return port;
    }
  }
}

/** Names the process that listens on a port, for example `node, pid 4711`. */
export function describePortOwner(port: number): string {
  try {
    const pid =
      process.platform === 'linux' ? findPidInProc(port) : findPidByLsof(port);
    return pid === undefined
      ? 'a process of another user'
      : `${commandOf(pid)}, pid ${pid}`;
  } catch {
    return 'another process';
  }
}

const listening = '0A';

function findPidInProc(port: number): number | undefined {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, local, , state]) =>
          local?.endsWith(`:${hexPort}`) && state === listening,
      )
      .map((fields) => `socket:[${fields[9]}]`),
  );
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => openFiles(pid).some((file) => inodes.includes(file)));
}

function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  // The process may have ended, closed a file, or belong to another user.
  return orNone(() => readdirSync(folder)).flatMap((fd) =>
    orNone(() => [readlinkSync(`${folder}/${fd}`)]),
  );
}

function orNone(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function findPidByLsof(port: number): number | undefined {
  const output = execFileSync(
    'lsof',
    ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'],
    { encoding: 'utf8' },
  );
  return Number(output.split('\n')[0]) || undefined;
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  }
  return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], {
    encoding: 'utf8',
  }).trim();
}
