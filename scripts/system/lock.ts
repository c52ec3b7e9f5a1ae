import {
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { errorCode, SandboxError } from '../output/errors.ts';
import { note, warn } from '../output/log.ts';
import { readJson } from './files.ts';
import { inLocal } from './paths.ts';
import { privateFolder } from './private-folder.ts';
import {
  identifyProcess,
  isAlive,
  processIdentitySchema,
} from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

const holderSchema = processIdentitySchema.extend({
  command: z.string(),
  since: z.string(),
});

type Holder = z.infer<typeof holderSchema>;

const waitTimeoutMs = 15 * 60_000;

/** For commands that start, change or stop the emulator or a stack. */
export function withSandboxLock<T>(
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  return withLock(inLocal('sandbox.lock'), command, work);
}

/** Another command holds the lock. */
export class LockHeldError extends SandboxError {}

/**
 * The same for work that must not wait.
 *
 * @throws LockHeldError
 */
export function withSandboxLockAtOnce<T>(
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  const file = inLocal('sandbox.lock');
  return withLock(file, command, work, { wait: false });
}

/**
 * Runs `work` while only this process holds the lock file. Another command waits
 * and reports the holder; the lock of a dead holder is taken over.
 */
export async function withLock<T>(
  file: string,
  command: string,
  work: () => Promise<T>,
  { wait = true } = {},
): Promise<T> {
  const self = identifyProcess(process.pid);
  if (!self) {
    throw new SandboxError('This process cannot be identified.', {
      why: 'Neither /proc nor `ps` reported its start time.',
      next: 'install procps, then run the command again',
    });
  }
  const holder: Holder = { ...self, command, since: new Date().toISOString() };
  await acquire(file, holder, wait);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The process that holds a lock file now. */
export function findLockHolder(file: string): Holder | undefined {
  const holder = readJson(file, holderSchema);
  return holder && isAlive(holder) ? holder : undefined;
}

async function acquire(
  file: string,
  self: Holder,
  wait: boolean,
): Promise<void> {
  let announced = false;
  await waitUntil(
    async () => {
      if (tryAcquire(file, self)) {
        return true;
      }
      const holder = readJson(file, holderSchema);
      if (holder && isAlive(holder)) {
        if (!wait) {
          throw held(holder);
        }
        if (!announced) {
          announced = true;
          note(
            `Waiting for \`${holder.command}\`, process ${holder.pid}, which has been working here since ${holder.since}`,
          );
        }
        return undefined;
      }
      breakLock(file, holder);
      return undefined;
    },
    {
      what: `The end of the command that holds ${path.basename(file)}`,
      intervalMs: 250,
      timeoutMs: waitTimeoutMs,
      next: 'end that process, or wait for it, then run the command again',
    },
  );
}

function held({ command, pid, since }: Holder): LockHeldError {
  return new LockHeldError('Another command is changing the sandbox.', {
    why: `\`${command}\`, process ${pid}, has been working here since ${since}.`,
    next: 'wait for its end, then try again',
  });
}

/** Linking a finished file is atomic: a lock never exists without its holder. */
function tryAcquire(file: string, self: Holder): boolean {
  mkdirSync(path.dirname(file), privateFolder);
  const own = `${file}.${self.pid}`;
  writeFileSync(own, JSON.stringify(self));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    rmSync(own);
  }
}

/** Renaming first lets only one of several waiting commands break the lock. */
function breakLock(file: string, seen: Holder | undefined): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  const taken = readJson(aside, holderSchema);
  if (taken && taken.pid !== seen?.pid && isAlive(taken)) {
    // Another command was faster and now holds the lock: restore it.
    renameSync(aside, file);
    return;
  }
  rmSync(aside);
  if (seen) {
    warn(
      `Took over from \`${seen.command}\`, process ${seen.pid}, which ended without cleaning up`,
    );
  }
}
