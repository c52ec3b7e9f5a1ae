import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = path.join(
  import.meta.dirname,
  'test-support/work-and-export.ts',
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'closed-pipe-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Reads one line of a command's output, and says how the command ended. */
function headOf(kind: string, redirection = ''): string {
  const file = path.join(folder, 'result');
  return spawnSync(
    'bash',
    [
      '--norc',
      '-c',
      `timeout -k 1 60 "${process.execPath}" "${program}" ${kind} "${file}" ${redirection} | head -n 1; echo "exit code \${PIPESTATUS[0]}"`,
    ],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
      // Node's own pipes are sockets.
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  ).stdout;
}

describe('a command whose reader has ended', () => {
  it.each(['', '2>&1', '2>&1 >&-'])('finishes its work, with `%s`', (to) => {
    expect(headOf('work', to)).toBe('a line\nexit code 0\n');
    expect(readFileSync(path.join(folder, 'result'), 'utf8')).toBe('done');
  });

  it('needs to print no more of an export, and leaves no draft', () => {
    expect(headOf('export')).toBe('a line\nexit code 0\n');
    expect(readdirSync(folder)).toEqual([]);
  });
});
