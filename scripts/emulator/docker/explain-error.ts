import { findSocketElsewhere, howToStart } from './sockets.ts';

export interface DockerProblem {
  /** Completes "Docker: …". */
  detail: string;
  /** What to do about it. */
  fix: string;
}

/** An error of the docker client, what it means, and how to fix it. */
const knownErrors: [pattern: RegExp, meaning: string, fix: string][] = [
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
    /did not respond within/i,
    'its engine hangs',
    'restart it: `sudo systemctl restart docker`, Docker Desktop or `colima restart`',
  ],
];

/** Explains an error of the docker client; an unknown one is passed on. */
export async function explainDockerError(
  message: string,
): Promise<DockerProblem> {
  const isForbidden = /permission denied/i.test(message);
  const isSilent =
    /cannot connect|connection refused|no such file|error during connect/i.test(
      message,
    );
  if (isForbidden || isSilent) {
    const socket = await findSocketElsewhere(message);
    if (socket) {
      return {
        detail: `${isForbidden ? 'you may not use its socket' : 'no engine at the usual place'}, but there is one at ${socket}`,
        fix: `\`export DOCKER_HOST=unix://${socket}\``,
      };
    }
    return isForbidden
      ? {
          detail: 'you may not use its socket',
          fix: '`sudo usermod -aG docker "$USER"`, then log in again',
        }
      : { detail: 'its engine does not run', fix: howToStart(message) };
  }
  const known = knownErrors.find(([pattern]) => pattern.test(message));
  const [, detail = message, fix = '`docker version`'] = known ?? [];
  return { detail, fix };
}
