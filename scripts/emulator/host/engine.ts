import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { errorCode, makeRoom } from '../../output/errors.ts';
import { localEnvironment } from '../../system/environment.ts';
import { readJson } from '../../system/files.ts';
import { uninterruptible } from '../../system/interruption.ts';
import { inLocal, inRepository } from '../../system/paths.ts';
import { privateFolder } from '../../system/private-folder.ts';
import {
  isAlive,
  processIdentitySchema,
  readProcessorTime,
} from '../../system/process-identity.ts';
import { waitUntil } from '../../system/wait-until.ts';
import { resolveDynamoDbLocal } from '../../toolchain/dynamodb-local.ts';
import { pythonBin } from '../../toolchain/python.ts';
import {
  builtLibraries,
  staticLibraries,
} from '../../toolchain/service-catalog.ts';
import type { Engine } from '../engine.ts';
import { localStackSettings } from '../localstack-settings.ts';
import {
  createSecretAccessKey,
  readSecret,
  secretVariable,
  writeSecret,
} from '../secret-access-key.ts';
import { snapshotFolder, snapshotVariables } from '../snapshots/settings.ts';

/** Written by the launcher before it binds a port, removed at its clean end. */
const recordSchema = processIdentitySchema.extend({
  startedAt: z.string(),
  endpoint: z.url(),
  version: z.string(),
});

type HostRecord = z.infer<typeof recordSchema>;

/**
 * LocalStack from PyPI as a detached process group on this machine, which
 * keeps everything that it writes in one folder.
 */
export function createHostEngine(
  folder: string,
  settings: Record<string, string> = {},
): Engine {
  const record = path.join(folder, 'host.json');
  const secretFile = path.join(folder, 'secret-access-key');
  const logFile = path.join(folder, 'localstack.log');
  const filesystemRoot = path.join(folder, 'filesystem');
  const temporaryFolder = path.join(folder, 'tmp');
  return {
    name: 'host',
    log: logFile,

    async prepare() {
      const { ensureStartable } = await import('../../toolchain/host-tools.ts');
      await ensureStartable();
    },

    async prepareLaterStarts() {
      const { ensureClassArchive } = await import(
        '../../toolchain/class-archive.ts'
      );
      await ensureClassArchive();
    },

    async start({ port, autosaveSeconds, recordsRequests }) {
      // What an emulator that was killed left there is of no use to the next.
      for (const scratch of [temporaryFolder, filesystemRoot]) {
        rmSync(scratch, { recursive: true, force: true });
        mkdirSync(scratch, privateFolder);
      }
      linkStaticLibraries(filesystemRoot);
      const secret = settings[secretVariable] ?? createSecretAccessKey();
      writeSecret(secretFile, secret);
      const environment = localEnvironment();
      const log = openSync(logFile, 'w');
      const launcher = spawn(
        pythonBin('python'),
        ['-m', 'payments_sandbox.host.launch', '--record', record],
        {
          cwd: folder,
          detached: true,
          stdio: ['ignore', log, log],
          env: {
            ...environment,
            ...localStackSettings,
            PATH: `${inLocal('python', 'bin')}:${environment.PATH}`,
            PYTHONPATH: inRepository('localstack', 'extension'),
            PYTHONUNBUFFERED: '1',
            GATEWAY_LISTEN: `127.0.0.1:${port}`,
            LOCALSTACK_HOST: `127.0.0.1:${port}`,
            // In a development container LocalStack would take itself for its
            // image, and share /tmp/localstack with every other emulator.
            OVERRIDE_IN_DOCKER: '0',
            // Otherwise it pings the addresses that Docker's bridge often has.
            DOCKER_BRIDGE_IP: '127.0.0.1',
            // Functions are unpacked here.
            TMPDIR: temporaryFolder,
            FILESYSTEM_ROOT: filesystemRoot,
            DYNAMODB_LOCAL_LIB: resolveDynamoDbLocal(),
            SANDBOX_NODE: process.execPath,
            [secretVariable]: secret,
            ...snapshotVariables({ folder: snapshotFolder, autosaveSeconds }),
            SANDBOX_TRACE: recordsRequests ? '1' : '0',
            ...settings,
          },
        },
      );
      launcher.unref();
      await waitUntil(
        async () =>
          readRunningRecord(record) ??
          launcher.exitCode ??
          launcher.signalCode ??
          undefined,
        {
          what: 'The start of the LocalStack process',
          intervalMs: 50,
          timeoutMs: 60_000,
        },
      );
    },

    async stop() {
      const running = readJson(record, recordSchema);
      if (!running) {
        return;
      }
      if (isAlive(running)) {
        process.kill(running.pid, 'SIGTERM');
        await waitForEnd(running).catch(() => undefined);
      }
      if (isAlive(running)) {
        signalGroup(running.pid, 'SIGKILL');
        await waitForEnd(running);
      }
    },

    async inspect() {
      const running = readRunningRecord(record);
      return (
        running && {
          engine: 'host',
          id: `pid ${running.pid}`,
          port: Number(new URL(running.endpoint).port),
          secretAccessKey: readSecret(secretFile),
          startedAt: new Date(running.startedAt),
        }
      );
    },

    async recentLog(lines) {
      try {
        return readFileSync(logFile, 'utf8')
          .trimEnd()
          .split('\n')
          .slice(-lines)
          .join('\n');
      } catch (error) {
        return errorCode(error) === 'ENOENT' ? '' : String(error);
      }
    },

    async processorTime() {
      const running = readRunningRecord(record);
      return running ? readProcessorTime(running.pid) : '';
    },

    async disk() {
      const { bavail, bsize } = statfsSync(filesystemRoot);
      return { freeBytes: bavail * bsize, fix: makeRoom };
    },
  };
}

export const hostEngine = createHostEngine(inLocal('emulator'));

/** A record whose process has ended, or whose pid another one has, is stale. */
function readRunningRecord(record: string): HostRecord | undefined {
  const found = readJson(record, recordSchema);
  return found && isAlive(found) ? found : undefined;
}

async function waitForEnd(running: HostRecord): Promise<void> {
  await waitUntil(async () => (isAlive(running) ? undefined : true), {
    what: `The end of LocalStack, pid ${running.pid},`,
    intervalMs: 100,
    timeoutMs: 15_000,
    signal: uninterruptible,
  });
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') {
      throw error;
    }
  }
}

/** Without them LocalStack starts too, only later. */
function linkStaticLibraries(filesystemRoot: string): void {
  if (!existsSync(builtLibraries)) {
    return;
  }
  const link = path.join(filesystemRoot, staticLibraries);
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(builtLibraries, link);
}
