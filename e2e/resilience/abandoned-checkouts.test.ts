import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { processesOf } from '../support/processes.ts';

const suite = path.join(import.meta.dirname, 'support/hold-checkout.ts');

const untilExists = (file: string) =>
  waitUntil(async () => existsSync(file) || undefined, {
    what: file,
    intervalMs: 100,
    timeoutMs: 300_000,
  });

describe('a suite that is ended by', () => {
  test.each([
    // The emulator has just been started, and `make local-up` continues with Terraform.
    ['SIGINT', '.local/emulator/host.json'],
    ['SIGTERM', '.local/emulator/host.json'],
    // Nothing is running yet.
    ['SIGKILL', '.local'],
  ] as const)(
    '%s leaves no emulator, and no copy of the checkout',
    async (signal, begun) => {
      const child = spawn(process.execPath, [suite], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = await once(createInterface(child.stdout), 'line');
      const folder = String(line);
      await untilExists(path.join(folder, begun));

      child.kill(signal);
      await once(child, 'exit');

      await waitUntil(async () => !existsSync(folder) || undefined, {
        what: `The removal of ${folder}`,
        intervalMs: 100,
        timeoutMs: 300_000,
      });
      // What removed it is the last to end.
      await expect
        .poll(() => processesOf(folder), { timeout: 300_000 })
        .toEqual([]);
    },
  );
});
