import { statfsSync } from 'node:fs';
import { findEmulator } from '../emulator.ts';
import { inherited } from '../environment.ts';
import { inRepository } from '../paths.ts';
import { describePortOwner, isPortFree } from '../port-owner.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './finding.ts';

const gibibyte = 2 ** 30;
// Packages, Python environment, DynamoDB Local, provider and their caches.
const neededGibibytes = 3;

export async function checkPort({ port = 4566 }: Settings): Promise<Finding> {
  const subject = `Port ${port}`;
  const emulator = await findEmulator();
  if (emulator?.port === port) {
    return { state: 'found', subject, detail: `this sandbox, ${emulator.id}` };
  }
  if (await isPortFree(port)) {
    return { state: 'found', subject, detail: 'free' };
  }
  return {
    state: 'wrong',
    subject,
    detail: `taken by ${describePortOwner(port)}`,
    mend: `stop it, or \`make local-up PORT=${port + 10}\``,
  };
}

export async function checkDisk(): Promise<Finding> {
  const { bavail, bsize } = statfsSync(inRepository());
  const free = (bavail * bsize) / gibibyte;
  const detail = `${free.toFixed(1)} GiB free`;
  return free >= neededGibibytes
    ? { state: 'found', subject: 'Disk', detail }
    : {
        state: 'wrong',
        subject: 'Disk',
        detail: `${detail}, ${neededGibibytes} GiB are needed`,
        mend: 'make room, for example with `docker system prune` or `npm cache clean --force`',
      };
}

const overruled =
  /^(AWS_|TF_(VAR_|WORKSPACE|CLI_|DATA_DIR|LOG)|(HTTPS?|ALL)_PROXY$)/i;

/** Settings that other programs read from the environment, and we must not. */
export async function checkEnvironment(): Promise<Finding[]> {
  const names = Object.keys(inherited).filter((name) => overruled.test(name));
  return names.length === 0
    ? []
    : [
        {
          state: 'note',
          subject: 'Environment',
          detail: `${names.sort().join(', ')}: ignored by every local command`,
        },
      ];
}
