import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Changes } from './changes.ts';

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, watch: vi.fn(fs.watch) };
});

let root: string;
let changes: Changes;

const write = (name: string, text = 'text') =>
  writeFileSync(path.join(root, name), text);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'changes-'));
  mkdirSync(path.join(root, 'lambda/src'), { recursive: true });
  write('lambda/src/payment.ts', 'first');
  changes = new Changes(root, ['lambda'], ['package.json']);
});

afterEach(() => {
  changes.close();
  rmSync(root, { recursive: true });
});

describe('Changes', () => {
  it('reports several writes at once as one change', async () => {
    write('lambda/src/payment.ts', '');
    write('lambda/src/payment.ts', 'second');
    write('lambda/src/new.ts');

    expect((await changes.take()).files).toEqual([
      'lambda/src/new.ts',
      'lambda/src/payment.ts',
    ]);
    expect(changes.isPending).toBe(false);
  });

  it('waits for the text of a file that an editor empties first', async () => {
    write('lambda/src/payment.ts', '');
    const change = changes.take();
    await delay(50);
    write('lambda/src/payment.ts', 'second');

    expect((await change).files).toEqual(['lambda/src/payment.ts']);
    expect(changes.isPending).toBe(false);
    await delay(50);
    expect(changes.isPending).toBe(false);
  });

  it('reports a file that stays empty', async () => {
    write('lambda/src/payment.ts', '');

    expect((await changes.take()).files).toEqual(['lambda/src/payment.ts']);
  });

  it('reports a file that an editor replaces, again and again', async () => {
    for (let save = 0; save < 30; save += 1) {
      write('lambda/src/payment.ts~', `save ${save}`);
      renameSync(
        path.join(root, 'lambda/src/payment.ts~'),
        path.join(root, 'lambda/src/payment.ts'),
      );
      expect((await changes.take()).files).toEqual(['lambda/src/payment.ts']);
    }
  });

  it('reports files in a new folder', async () => {
    mkdirSync(path.join(root, 'lambda/src/new'));
    write('lambda/src/new/one.ts');
    expect((await changes.take()).files).toEqual(['lambda/src/new/one.ts']);

    write('lambda/src/new/one.ts', 'again');
    expect((await changes.take()).files).toEqual(['lambda/src/new/one.ts']);
  });

  it('ignores what editors write for themselves', async () => {
    write('lambda/src/.payment.ts.swp');
    write('lambda/src/#payment.ts#');
    write('lambda/src/payment.ts~');
    write('lambda/src/payment.ts', 'second');

    expect((await changes.take()).files).toEqual(['lambda/src/payment.ts']);
  });

  it('reports a file that is removed', async () => {
    rmSync(path.join(root, 'lambda/src/payment.ts'));

    expect((await changes.take()).files).toEqual(['lambda/src/payment.ts']);
  });

  it('reports a single file outside the folders', async () => {
    write('other.json');
    write('package.json', '{}');

    expect((await changes.take()).files).toEqual(['package.json']);
  });

  describe('at the limit of watched files', () => {
    beforeEach(() => {
      vi.mocked(watch).mockImplementationOnce((folder) => {
        const message = `ENOSPC: System limit for number of file watchers reached, watch '${folder}'`;
        throw Object.assign(new Error(message), { code: 'ENOSPC' });
      });
    });

    it('says how to raise it', () => {
      expect(() => new Changes(root, ['lambda'])).toThrow(
        expect.objectContaining({ next: expect.stringContaining('sysctl') }),
      );
    });

    it('says so when a folder is added', async () => {
      mkdirSync(path.join(root, 'lambda/src/new'));

      await expect(changes.take()).rejects.toMatchObject({
        next: expect.stringContaining('sysctl'),
      });
    });
  });
});
