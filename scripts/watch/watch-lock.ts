import { SandboxError } from '../output/errors.ts';
import { findLockHolder, withLock } from '../system/lock.ts';
import { inLocal } from '../system/paths.ts';

/** Only one command at a time replaces the function's code. @throws SandboxError at once. */
export function withWatchLock<T>(
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  const file = inLocal('watch.lock');
  const holder = findLockHolder(file);
  if (holder) {
    throw new SandboxError('The function is being watched already.', {
      why: `\`${holder.command}\`, process ${holder.pid}, replaces its code since ${holder.since}.`,
      next: 'use that terminal, or press Ctrl-C there first; `make invoke` sends more requests to the watched code',
    });
  }
  return withLock(file, command, work);
}
