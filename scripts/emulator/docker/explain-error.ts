import { findSocketElsewhere, howToStart } from './sockets.ts';

export interface Trouble {
  detail: string;
  mend: string;
}

/** What the docker client says, what that means, and what mends it. */
const complaints: [pattern: RegExp, meaning: string, mend: string][] = [
  [
    /no `docker` program/i,
    'not installed',
    'install Docker Desktop, Colima or, on Debian, `sudo apt-get install docker.io`',
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
];

/** Reads a complaint of the client's; one that is not known is passed on. */
export async function readComplaint(complaint: string): Promise<Trouble> {
  const isForbidden = /permission denied/i.test(complaint);
  const isSilent =
    /cannot connect|connection refused|no such file|error during connect/i.test(
      complaint,
    );
  if (isForbidden || isSilent) {
    const socket = await findSocketElsewhere(complaint);
    if (socket) {
      return {
        detail: `${isForbidden ? 'you may not use its socket' : 'no engine at the usual place'}, but there is one at ${socket}`,
        mend: `\`export DOCKER_HOST=unix://${socket}\``,
      };
    }
    return isForbidden
      ? {
          detail: 'you may not use its socket',
          mend: '`sudo usermod -aG docker "$USER"`, then log in again',
        }
      : { detail: 'its engine does not run', mend: howToStart(complaint) };
  }
  const known = complaints.find(([pattern]) => pattern.test(complaint));
  const [, detail = complaint, mend = '`docker version`'] = known ?? [];
  return { detail, mend };
}
