import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { waitUntil } from '../../scripts/system/wait-until.ts';

/** What a user or the kernel may do to the container of a checkout. */
export interface EmulatorContainer {
  kill(): void;
  pause(): Promise<unknown>;
  unpause(): void;
  restart(): void;
  waitUntilHealthy(): Promise<void>;
  /** Fills the file system that LocalStack writes to. */
  fillDisk(): void;
  emptyDisk(): void;
  /** `kill -9` of DynamoDB Local alone. */
  killDynamoDb(): void;
  /** `kill -9` of every process that runs a function. */
  killFunctions(): void;
  recentLog(lines: number): string;
}

export function containerOf(checkout: string): EmulatorContainer {
  const label = `com.docker.compose.project.working_dir=${realpathSync(checkout)}`;
  const id = () =>
    docker('container', 'ls', '--all', '--quiet', '--filter', `label=${label}`);
  const inside = (script: string) => docker('exec', id(), 'sh', '-c', script);
  return {
    kill: () => docker('kill', id()),
    // On a busy machine runc gives up with "unable to freeze" and thaws again.
    pause: () =>
      waitUntil(async () => freeze(id()), {
        what: 'A paused container',
        intervalMs: 500,
        timeoutMs: 300_000,
      }),
    unpause: () => docker('unpause', id()),
    restart: () => docker('restart', '--time', '1', id()),
    // `docker restart` returns before LocalStack responds.
    async waitUntilHealthy() {
      const health = () =>
        docker('inspect', '--format', '{{.State.Health.Status}}', id());
      await waitUntil(async () => (health() === 'healthy' ? true : undefined), {
        what: 'A healthy container',
        intervalMs: 1000,
        timeoutMs: 300_000,
      });
    },
    fillDisk: () =>
      inside('! cat /dev/zero 2>/dev/null >/tmp/filler && [ -s /tmp/filler ]'),
    emptyDisk: () => inside('rm /tmp/filler'),
    killDynamoDb: () =>
      inside(
        'for p in /proc/[0-9]*; do grep -qx java $p/comm && kill -9 "$(basename $p)"; done; true',
      ),
    // The brackets keep the pattern from matching the command of this shell.
    killFunctions: () =>
      inside(
        'killed=1; for p in /proc/[0-9]*; do grep -qs "runtime/[b]ootstrap" $p/cmdline && kill -9 "$(basename $p)" && killed=0; done; exit $killed',
      ),
    recentLog: (lines) => docker('logs', '--tail', String(lines), id()),
  };
}

/** `undefined` if the engine could not freeze the container; any other failure throws. */
function freeze(id: string): true | undefined {
  try {
    docker('pause', id);
    return true;
  } catch (error) {
    if (!String(error).includes('unable to freeze')) {
      throw error;
    }
  }
}

function docker(...args: string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8' }).trim();
}
