import { statfsSync } from 'node:fs';
import type { Settings } from '../cli/settings.ts';
import { connect } from '../emulator/emulator.ts';
import { findHostProblem } from '../emulator/host/platform.ts';
import { defaultPort, findPortOccupant } from '../emulator/port-occupant.ts';
import { findRunning, type Running } from '../emulator/running.ts';
import type { Finding } from '../output/findings.ts';
import { userEnvironment } from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { isPortFree } from '../system/ports.ts';

const gibibyte = 2 ** 30;
// Packages, Python environment, DynamoDB Local, provider and their caches.
const neededGibibytes = 3;

export async function checkPort({
  port = defaultPort,
}: Settings): Promise<Finding> {
  const name = `Port ${port}`;
  const running = await findRunning();
  if (running?.process.port === port) {
    return describeOwnPort(name, running);
  }
  if (await isPortFree(port)) {
    return { status: 'ok', name, detail: 'free' };
  }
  const { who, fix } = await findPortOccupant(port);
  return { status: 'error', name, detail: `taken by ${who}`, fix };
}

async function describeOwnPort(
  name: string,
  running: Running,
): Promise<Finding> {
  const { id, paused } = running.process;
  if (await connect(running)) {
    return { status: 'ok', name, detail: `this sandbox, ${id}` };
  }
  return {
    status: 'error',
    name,
    detail: `this sandbox, ${id}, which does not respond`,
    fix: paused
      ? `\`${paused.command}\``
      : '`make local-up`, which replaces it and applies the stack again',
  };
}

/** Without a native library of SQLite, only the docker engine is left. */
export async function checkHostEngine(platform?: string): Promise<Finding[]> {
  const problem = findHostProblem(platform);
  return problem
    ? [
        {
          status: 'info',
          name: 'Host engine',
          detail: `cannot run here: ${problem} Use Docker: \`make local-up ENGINE=docker\``,
        },
      ]
    : [];
}

export async function checkDisk(): Promise<Finding> {
  const { bavail, bsize } = statfsSync(inRepository());
  const free = (bavail * bsize) / gibibyte;
  const detail = `${free.toFixed(1)} GiB free`;
  return free >= neededGibibytes
    ? { status: 'ok', name: 'Disk', detail }
    : {
        status: 'error',
        name: 'Disk',
        detail: `${detail}, ${neededGibibytes} GiB are needed`,
        fix: 'make room, for example with `docker system prune` or `npm cache clean --force`',
      };
}

const overruled =
  /^(AWS_|TF_(VAR_|WORKSPACE|CLI_|DATA_DIR|LOG)|(HTTPS?|ALL)_PROXY$)/i;

/** Variables that other programs read, and that local commands must ignore. */
export async function checkEnvironment(): Promise<Finding[]> {
  const names = Object.keys(userEnvironment()).filter((name) =>
    overruled.test(name),
  );
  return names.length === 0
    ? []
    : [
        {
          status: 'info',
          name: 'Environment',
          detail: `${names.sort().join(', ')}: ignored by every local command`,
        },
      ];
}
