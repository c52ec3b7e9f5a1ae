import { appendFileSync } from 'node:fs';
import { userEnvironment } from './environment.ts';

/** The variable that names the log, in the processes of a test run. */
export const timeLogVariable = 'SANDBOX_TIME_LOG';

export type TimeKind = 'terraform' | 'waiting';

/** Adds the time that `work` takes to the log of a test run, if one is kept. */
export async function logTime<T>(
  kind: TimeKind,
  work: () => Promise<T>,
): Promise<T> {
  // A command of a suite has removed the variable from its process.
  const file = userEnvironment()[timeLogVariable];
  if (!file) {
    return work();
  }
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    const ms = Math.round(performance.now() - startedAt);
    appendFileSync(file, `${kind} ${ms}\n`);
  }
}
