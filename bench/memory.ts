import { globSync, readFileSync } from 'node:fs';
import type { Emulator } from '../scripts/emulator/emulator.ts';
import type { Figures } from './figures.ts';

/**
 * Adds the resident memory of LocalStack, of DynamoDB Local's JVM and of both. On
 * the host engine and Linux: a container's processes may be on Docker's machine.
 */
export function measureIdleMemory(figures: Figures, { id }: Emulator): void {
  const [, pid] = /^pid (\d+)$/.exec(id) ?? [];
  if (pid === undefined || process.platform !== 'linux') {
    return;
  }
  const jvm = childrenOf(pid).filter((child) =>
    /\/java\0/.test(readFileSync(`/proc/${child}/cmdline`, 'utf8')),
  );
  const localStackMb = residentMb(pid);
  const jvmMb = jvm.map(residentMb).reduce((sum, mb) => sum + mb, 0);
  figures.add('idle memory, LocalStack', localStackMb, 'MB');
  figures.add('idle memory, DynamoDB Local', jvmMb, 'MB');
  figures.add('idle memory', localStackMb + jvmMb, 'MB');
}

function childrenOf(pid: string): string[] {
  return globSync(`/proc/${pid}/task/*/children`).flatMap((file) =>
    readFileSync(file, 'utf8').split(' ').filter(Boolean),
  );
}

function residentMb(pid: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
