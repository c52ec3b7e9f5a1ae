import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './run.ts';

const node = process.execPath;
const env = { PATH: process.env.PATH ?? '' };
const script = (source: string) => ['--eval', source];

describe('run', () => {
  it('returns the standard output and reports each line as it arrives', async () => {
    const lines: string[] = [];

    const output = await run(node, script('console.log("one\\ntwo")'), {
      env,
      onLine: (line) => lines.push(line),
    });

    expect(output).toBe('one\ntwo');
    expect(lines).toEqual(['one', 'two']);
  });

  it('passes on its input, and none of its environment', async () => {
    const echo = script(
      'process.stdin.pipe(process.stdout); console.log(process.env.HOME)',
    );

    const output = await run(node, echo, { env, input: 'given' });

    expect(output.split('\n').sort()).toEqual(['given', 'undefined']);
  });

  it('throws the exit code, the command, its output and what to do', async () => {
    const failing = run(
      node,
      script('console.log("out"); console.error("err"); process.exit(3)'),
      { env, next: '`make doctor`' },
    );

    await expect(failing).rejects.toMatchObject({
      message: expect.stringMatching(
        /^Command failed with exit code 3: node --eval /,
      ),
      why: 'out\nerr',
      next: '`make doctor`',
    });
  });

  it('leaves the colours of the command out of its error', async () => {
    const failing = run(
      node,
      script('console.error("\\x1b[31merr\\x1b[0m"); process.exit(1)'),
      { env },
    );

    await expect(failing).rejects.toMatchObject({ why: 'err' });
  });

  it('throws the signal that ended the command', async () => {
    const killed = run(node, script('process.kill(process.pid, "SIGKILL")'), {
      env,
    });

    await expect(killed).rejects.toThrow(
      'Command failed with signal SIGKILL: node',
    );
  });

  it('throws that a program is missing', async () => {
    const missing = run('no-such-program', ['--version'], { env });

    await expect(missing).rejects.toThrow(
      'Command failed to start (spawn no-such-program ENOENT): no-such-program --version',
    );
  });

  it('keeps the output of a command with a full disk, and says so', async () => {
    const full = run(
      node,
      script('console.error("No space left on device"); process.exit(1)'),
      { env, next: 'check the network' },
    );

    await expect(full).rejects.toMatchObject({
      why: 'No space left on device',
      next: 'make room on the disk, then run the same command again',
    });
  });
});

describe('run, interrupted', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'run-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('forwards the signal once, and waits for the command to end', async () => {
    const log = path.join(folder, 'signals');
    const child = `
      const fs = require('node:fs');
      process.on('SIGINT', () => {
        fs.appendFileSync(${JSON.stringify(log)}, 'SIGINT ');
        setTimeout(() => { fs.appendFileSync(${JSON.stringify(log)}, 'ended'); process.exit() }, 300);
      });
      setInterval(() => {}, 1000);
      console.log('ready');
    `;
    const parent = spawn(
      node,
      [
        '--input-type=module',
        '--eval',
        `import { run } from ${JSON.stringify(path.join(import.meta.dirname, 'run.ts'))};
         import { defineCommand, runCommand } from ${JSON.stringify(path.join(import.meta.dirname, '../cli/command.ts'))};
         await runCommand('make test', defineCommand({ run: async () => {
           await run(process.execPath, ['--eval', ${JSON.stringify(child)}], {
             env: {}, onLine: (line) => console.log(line),
           });
         } }));`,
      ],
      // A terminal signals the parent's whole group, not the child's.
      { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let message = '';
    parent.stderr.on('data', (text) => {
      message += text;
    });
    const closed = once(parent, 'close');
    await once(parent.stdout, 'data');

    process.kill(-(parent.pid ?? 0), 'SIGINT');
    process.kill(-(parent.pid ?? 0), 'SIGINT');
    const [exitCode] = await closed;

    expect(readFileSync(log, 'utf8')).toBe('SIGINT ended');
    expect(exitCode).toBe(130);
    expect(message).toContain(
      'Interrupted by SIGINT.\nNext: run the same command again',
    );
  });
});
