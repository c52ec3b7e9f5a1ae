import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { inherited } from '../environment.ts';

const startEngine =
  process.platform === 'linux'
    ? '`sudo systemctl start docker`'
    : 'start Docker Desktop, or `colima start`';

/** What the docker client says, what that means, and what mends it. */
const complaints: [pattern: RegExp, meaning: string, mend: string][] = [
  [
    /no `docker` program/i,
    'not installed',
    'install Docker Desktop, Colima or, on Debian, `sudo apt-get install docker.io`',
  ],
  [
    /permission denied/i,
    'you may not use its socket',
    '`sudo usermod -aG docker "$USER"`, then log in again',
  ],
  [
    /context .*(not found|does not exist)|unable to resolve docker endpoint/i,
    'the current context does not exist',
    '`docker context use default`',
  ],
  [
    /did not answer within/i,
    'its engine hangs',
    'restart it: `sudo systemctl restart docker`, Docker Desktop or `colima restart`',
  ],
  [
    /cannot connect|connection refused|no such file|error during connect/i,
    'its engine does not run',
    startEngine,
  ],
];

/** Where engines listen that the client does not find by itself. */
function otherSockets(): string[] {
  const runtime = inherited.XDG_RUNTIME_DIR ?? '/run/user/0';
  return [
    path.join(runtime, 'docker.sock'),
    path.join(runtime, 'podman/podman.sock'),
    ...[
      '.colima/default/docker.sock',
      '.docker/run/docker.sock',
      '.orbstack/run/docker.sock',
      '.rd/docker.sock',
    ].map((name) => path.join(inherited.HOME ?? homedir(), name)),
  ].filter(existsSync);
}

export interface Trouble {
  detail: string;
  mend: string;
}

/** Reads a complaint of the client's; one that is not known is passed on. */
export function readComplaint(complaint: string): Trouble {
  const [socket] = otherSockets();
  for (const [pattern, meaning, mend] of complaints) {
    if (pattern.test(complaint)) {
      const isElsewhere = mend === startEngine && socket !== undefined;
      return isElsewhere
        ? {
            detail: `no engine at the usual place, but one at ${socket}`,
            mend: `\`export DOCKER_HOST=unix://${socket}\``,
          }
        : { detail: meaning, mend };
    }
  }
  return { detail: complaint, mend: '`docker version`' };
}
