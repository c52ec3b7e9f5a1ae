import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localEnvironment } from '../../scripts/system/environment.ts';

/** An empty folder for a copy of this checkout. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'checkout-'));
  removeIfAbandoned(folder);
  return folder;
}

/** Has a folder removed, with what runs in it, if this process ends before it is. */
export function removeIfAbandoned(folder: string): void {
  const remover = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'remove-abandoned.ts'), folder],
    {
      // Ctrl-C must not reach it, and its folder is not the one it removes.
      detached: true,
      cwd: '/',
      env: localEnvironment(),
      // Its input ends with this process, however that ends.
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  remover.unref();
  if (remover.stdin instanceof Socket) {
    remover.stdin.unref();
  }
}
