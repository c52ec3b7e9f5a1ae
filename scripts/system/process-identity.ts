import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const processIdentitySchema = z.object({
  pid: z.int().positive(),
  processStartTime: z.string(),
});

/** Identifies one process uniquely: a pid alone is reused after the process ends. */
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const processStartTime = readStartTime(pid);
  return processStartTime === undefined ? undefined : { pid, processStartTime };
}

export function isAlive(identity: ProcessIdentity): boolean {
  const startTime = readStartTime(identity.pid);
  return startTime !== undefined && startTime === identity.processStartTime;
}

function readStartTime(pid: number): string | undefined {
  return process.platform === 'linux'
    ? readLinuxStartTime(pid)
    : readPsStartTime(pid);
}

/** Field 22 of /proc/<pid>/stat: clock ticks from boot to the start. */
function readLinuxStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name, field 2, may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    return state === 'Z' || state === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function readPsStartTime(pid: number): string | undefined {
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return started.trim() || undefined;
  } catch {
    return undefined;
  }
}
