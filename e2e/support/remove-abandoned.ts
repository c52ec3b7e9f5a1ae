/**
 * Removes a test's folder, and what runs in it, when the test process has ended
 * without doing so: Vitest runs no clean-up after Ctrl-C or a signal.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { processesOf } from './processes.ts';

const [folder = ''] = process.argv.slice(2);

/** A command that was just starting others may have started them meanwhile. */
async function endProcesses(): Promise<void> {
  if (process.platform !== 'linux') {
    return;
  }
  await waitUntil(
    async () => {
      const running = processesOf(folder);
      for (const { pid } of running) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has ended meanwhile.
        }
      }
      return running.length === 0 ? true : undefined;
    },
    { what: `The end of ${folder}`, intervalMs: 100, timeoutMs: 300_000 },
  );
}

process.stdin.resume().once('end', async () => {
  if (!existsSync(folder)) {
    return;
  }
  await endProcesses();
  if (existsSync(path.join(folder, '.local', 'emulator'))) {
    spawnSync(path.join(folder, 'scripts/run'), ['local-down'], {
      cwd: folder,
      stdio: 'ignore',
    });
    await endProcesses();
  }
  rmSync(folder, { recursive: true, force: true });
});
