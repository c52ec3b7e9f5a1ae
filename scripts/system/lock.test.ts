import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { LockHeldError, withLock } from './lock.ts';
import { identifyProcess } from './process-identity.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
const file = path.join(folder, 'sandbox.lock');

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(file, { force: true });
});

function watchMessages(): () => string {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => write.mock.calls.map(([text]) => text).join('');
}

function leave(holder: object): void {
  writeFileSync(
    file,
    JSON.stringify({ command: 'make local-up', since: 'then', ...holder }),
  );
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

/** A process that takes the lock, logs that, and releases it. */
async function enterInProcess(log: string): Promise<void> {
  const module = path.join(import.meta.dirname, 'lock.ts');
  const script = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(module)};
    await withLock(${JSON.stringify(file)}, 'make e2e', async () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await new Promise((resolve) => setTimeout(resolve, 100));
      appendFileSync(${JSON.stringify(log)}, 'out ');
    });`;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { stdio: 'ignore' },
  );
  const [exitCode] = await once(child, 'exit');
  expect(exitCode).toBe(0);
}

describe('withLock', () => {
  it('holds the lock while it works, and leaves nothing', async () => {
    const holder = await withLock(file, 'make plan', async () =>
      JSON.parse(readFileSync(file, 'utf8')),
    );

    expect(holder).toMatchObject({ pid: process.pid, command: 'make plan' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is released when the work throws', async () => {
    const work = withLock(file, 'make plan', async () => {
      throw new Error('no');
    });

    await expect(work).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  it('waits for a command that works, and says which', async () => {
    const messages = watchMessages();
    leave({ ...identifyProcess(process.pid) });
    setTimeout(() => rmSync(file), 300);

    const result = await withLock(file, 'make plan', async () => 'done');

    expect(result).toBe('done');
    expect(messages()).toContain(
      `Waiting for \`make local-up\`, process ${process.pid}, which has been working here since then`,
    );
  });

  it('does not wait if it must not, and says for whom', async () => {
    leave({ ...identifyProcess(process.pid) });
    const options = { wait: false };

    const work = withLock(file, 'make plan', async () => 'done', options);

    await expect(work).rejects.toBeInstanceOf(LockHeldError);
    await expect(work).rejects.toThrow('Another command is changing');
    rmSync(file);
    expect(await withLock(file, 'make plan', async () => 'done', options)).toBe(
      'done',
    );
  });

  it('takes over from a command that was killed, and says so', async () => {
    const messages = watchMessages();
    const pid = await deadPid();
    leave({ pid, processStartTime: '1' });

    await withLock(file, 'make plan', async () => undefined);

    expect(messages()).toContain(
      `Took over from \`make local-up\`, process ${pid}, which ended without cleaning up`,
    );
  });

  it('takes over if the pid now belongs to another program', async () => {
    watchMessages();
    leave({ pid: process.pid, processStartTime: '1' });

    expect(await withLock(file, 'make plan', async () => 'done')).toBe('done');
  });

  it('takes over an empty or truncated lock file', async () => {
    watchMessages();
    writeFileSync(file, '{"pid":');

    expect(await withLock(file, 'make plan', async () => 'done')).toBe('done');
  });

  it('admits several commands that wait for a dead holder one by one', async () => {
    const log = path.join(folder, 'log');
    leave({ pid: await deadPid(), processStartTime: '1' });

    await Promise.all([1, 2, 3, 4].map(() => enterInProcess(log)));

    expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(4));
    rmSync(log);
  });
});
