import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDestination } from './destination.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'destination-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string) => path.join(folder, name);

async function write(file: string, content = 'new'): Promise<void> {
  const destination = openDestination(file, inFolder('scratch'));
  writeFileSync(destination.draft, content);
  await destination.publish();
  expect(existsSync(destination.draft)).toBe(false);
}

describe('openDestination', () => {
  it('creates a file and its folder', async () => {
    await write(inFolder('a/b/payments.csv'));

    expect(readFileSync(inFolder('a/b/payments.csv'), 'utf8')).toBe('new');
  });

  it('replaces a file only once the draft is complete', () => {
    writeFileSync(inFolder('file'), 'old');

    const destination = openDestination(inFolder('file'), folder);
    writeFileSync(destination.draft, 'half');
    destination.discard();

    expect(readFileSync(inFolder('file'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it.each([true, false])(
    'follows a link, whose target exists: %s',
    async (exists) => {
      if (exists) {
        writeFileSync(inFolder('target'), 'old');
      }
      symlinkSync('target', inFolder('link'));

      await write(inFolder('link'));

      expect(lstatSync(inFolder('link')).isSymbolicLink()).toBe(true);
      expect(readFileSync(inFolder('target'), 'utf8')).toBe('new');
    },
  );

  it('writes into a device, which stays one', async () => {
    const before = statSync('/dev/null');

    await write('/dev/null');

    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(statSync('/dev/null').ino).toBe(before.ino);
  });

  it('ends without an error when the reader of a pipe has enough', async () => {
    execFileSync('mkfifo', [inFolder('pipe')]);
    const reader = spawn('head', ['-n', '1', inFolder('pipe')]);

    await write(inFolder('pipe'), 'a line\n'.repeat(1_000_000));

    expect(reader.exitCode ?? (await once(reader, 'exit'))[0]).toBe(0);
  });

  it('writes into a pipe', async () => {
    execFileSync('mkfifo', [inFolder('pipe')]);
    const reader = spawn('cat', [inFolder('pipe')], { stdio: 'pipe' });
    const read = reader.stdout.setEncoding('utf8').toArray();

    await write(inFolder('pipe'));

    expect((await read).join('')).toBe('new');
    expect(statSync(inFolder('pipe')).isFIFO()).toBe(true);
  });

  it('refuses a folder', () => {
    mkdirSync(inFolder('out'));

    expect(() => openDestination(inFolder('out'), folder)).toThrow(
      expect.objectContaining({
        message: `${inFolder('out')} is a folder.`,
        next: `\`make export FILE=${inFolder('out/payments.csv')}\``,
      }),
    );
  });

  it('sends - to standard output', () => {
    const module = path.join(import.meta.dirname, 'destination.ts');
    const script = `
      import { writeFileSync } from 'node:fs';
      import { openDestination } from ${JSON.stringify(module)};
      const destination = openDestination('-', ${JSON.stringify(folder)});
      writeFileSync(destination.draft, 'new');
      await destination.publish();`;

    const output = execFileSync(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { encoding: 'utf8' },
    );

    expect(output).toBe('new');
    expect(readdirSync(folder)).toEqual([]);
  });
});
