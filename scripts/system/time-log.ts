import { appendFileSync } from 'node:fs';

/** The variable that names the log, in the processes of a test run. */
export const timeLogVariable = 'SANDBOX_TIME_LOG';

export type TimeKind = 'terraform' | 'waiting';

/** Adds the time that `work` takes to the log of a test run, if one is kept. */
export async function logTime<T>(
  kind: TimeKind,
  work: () => Promise<T>,
): Promise<T> {
  const file = process.env[timeLogVariable];
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
