import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const program = path.join(import.meta.dirname, 'test-support/print-log.ts');

/** Reads one line of a log, and says how the command that prints it ended. */
function headOf(kind: string, options: Record<string, string>) {
  const { stdout, stderr } = spawnSync(
    'bash',
    [
      '--norc',
      '-c',
      `timeout -k 1 60 "${process.execPath}" "${program}" ${kind} | head -n 1; echo "exit code \${PIPESTATUS[0]}"`,
    ],
    { encoding: 'utf8', env: { PATH: process.env.PATH, ...options } },
  );
  return { stdout, stderr };
}

describe('make logs | head', () => {
  it.each([
    ['endless', {}],
    ['busy', { FOLLOW: '1' }],
    // Elsewhere only the next line finds that the reader has ended.
    ...(process.platform === 'linux' ? [['silent', { FOLLOW: '1' }]] : []),
  ] as [string, Record<string, string>][])(
    'ends quietly for a log that is %s, with %j',
    (kind, options) => {
      expect(headOf(kind, options)).toEqual({
        stdout: expect.stringMatching(/^\S+ {2}OUTPUT .* one\nexit code 0\n$/),
        stderr: '',
      });
    },
  );
});
