import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  identifyProcess,
  isAlive,
  readProcessorTime,
} from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

async function startAndEnd(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('identifyProcess', () => {
  it('names this process, and finds it alive', () => {
    const self = identifyProcess(process.pid);

    expect(self?.pid).toBe(process.pid);
    expect(self && isAlive(self)).toBe(true);
  });

  it('returns undefined for a process that has ended', async () => {
    expect(identifyProcess(await startAndEnd())).toBeUndefined();
  });
});

describe('isAlive', () => {
  it('distinguishes another process with the same pid', () => {
    expect(isAlive({ pid: process.pid, processStartTime: '1' })).toBe(false);
  });

  it('finds no live process for a truncated record', async () => {
    const cutOff = { pid: await startAndEnd() } as never;

    expect(isAlive(cutOff)).toBe(false);
    expect(isAlive({} as never)).toBe(false);
  });
});

describe('readProcessorTime', () => {
  it('changes while a process works', async () => {
    const child = spawn(process.execPath, ['--eval', 'for (;;);']);
    const { pid = 0 } = child;
    try {
      const before = readProcessorTime(pid);

      await waitUntil(
        async () => (readProcessorTime(pid) === before ? undefined : true),
        { what: 'Another time', intervalMs: 10, timeoutMs: 60_000 },
      );
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('is empty for a process that has ended', async () => {
    expect(readProcessorTime(await startAndEnd())).toBe('');
  });
});
