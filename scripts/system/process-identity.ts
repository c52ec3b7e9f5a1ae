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

/** The processor time that a process has used, in a unit of the platform; '' if it has ended. */
export function readProcessorTime(pid: number): string {
  return process.platform === 'linux'
    ? (readLinuxStat(pid)?.slice(11, 13).join('+') ?? '')
    : (readPs(pid, 'time') ?? '');
}

function readStartTime(pid: number): string | undefined {
  return process.platform === 'linux'
    ? readLinuxStat(pid)?.[19]
    : readPs(pid, 'lstart');
}

/**
 * The fields of /proc/<pid>/stat from the third on: the times used in user and
 * system mode are 11 and 12, the time from boot to the start is 19.
 */
function readLinuxStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name, which is left out, may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    return state === 'Z' || state === 'X' ? undefined : fields;
  } catch {
    return undefined;
  }
}

function readPs(pid: number, field: string): string | undefined {
  try {
    const output = execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.trim() || undefined;
  } catch {
    return undefined;
  }
}
