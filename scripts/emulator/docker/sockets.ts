import { connect } from 'node:net';
import { homedir } from 'node:os';
import path from 'node:path';
import { userEnvironment } from '../../system/environment.ts';

interface EngineAtSocket {
  /** Below the home folder, or below XDG_RUNTIME_DIR. */
  socket: string;
  start: string;
}

const belowHome: EngineAtSocket[] = [
  { socket: '.colima/default/docker.sock', start: '`colima start`' },
  { socket: '.docker/run/docker.sock', start: 'start Docker Desktop' },
  { socket: '.docker/desktop/docker.sock', start: 'start Docker Desktop' },
  { socket: '.orbstack/run/docker.sock', start: '`orb start`' },
  { socket: '.rd/docker.sock', start: 'start Rancher Desktop' },
  {
    socket: '.local/share/containers/podman/machine/podman.sock',
    start: '`podman machine start`',
  },
];

const belowRuntime: EngineAtSocket[] = [
  // Docker without root.
  { socket: 'docker.sock', start: '`systemctl --user start docker`' },
  {
    socket: 'podman/podman.sock',
    start: '`systemctl --user start podman.socket`',
  },
];

function engines(): EngineAtSocket[] {
  const {
    HOME: home = homedir(),
    XDG_RUNTIME_DIR: runtime = `/run/user/${process.getuid?.() ?? 0}`,
  } = userEnvironment();
  const below = (folder: string) => (engine: EngineAtSocket) => ({
    ...engine,
    socket: path.join(folder, engine.socket),
  });
  return [...belowRuntime.map(below(runtime)), ...belowHome.map(below(home))];
}

/** A socket with a listening engine, other than the one that the client's error message names. */
export async function findSocketElsewhere(
  message: string,
): Promise<string | undefined> {
  for (const { socket } of engines()) {
    if (!message.includes(socket) && (await isListening(socket))) {
      return socket;
    }
  }
  return undefined;
}

/** An engine that was stopped may leave its socket behind. */
async function isListening(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('error', () => resolve(false));
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
  });
}

/** How to start the engine behind the socket that an error message names. */
export function howToStart(message: string): string {
  const named = engines().find(({ socket }) => message.includes(socket));
  if (named) {
    return named.start;
  }
  return process.platform === 'linux'
    ? '`sudo systemctl start docker`'
    : 'start Docker Desktop, or `colima start`';
}
